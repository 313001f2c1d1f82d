namespace FChat.LoadTests.Clients;

/// <summary>Waits for what a server owes, and says what did not come.</summary>
public static class Patience
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    /// <summary>Waits at most 30 s.</summary>
    /// <exception cref="TimeoutException">It did not come; the message says what.</exception>
    public static async Task<T> WaitAsync<T>(Task<T> owed, string what, CancellationToken stop)
    {
        try
        {
            return await owed.WaitAsync(Limit, TimeProvider.System, stop);
        }
        catch (TimeoutException e)
        {
            throw new TimeoutException($"After {Limit.TotalSeconds:F0} s {what} has not come.", e);
        }
    }
}
