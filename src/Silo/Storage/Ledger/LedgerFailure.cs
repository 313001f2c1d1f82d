using FChat.Ledger;

namespace FChat.Storage.Ledger;

/// <summary>Gives what a database may do to its users one name.</summary>
internal static class LedgerFailure
{
    /// <exception cref="LedgerUnavailableException">It failed in a way that <paramref name="passes"/>. What else may be thrown, repeating will not help.</exception>
    public static async Task<T> Named<T>(Func<Task<T>> act, Func<Exception, bool> passes)
    {
        try
        {
            return await act().ConfigureAwait(false);
        }
        catch (Exception e) when (passes(e))
        {
            throw new LedgerUnavailableException("The ledger cannot answer.", e);
        }
    }
}
