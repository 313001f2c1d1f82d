namespace FChat.Storage.Postgres.Ledger;

/// <summary>Texts as PostgreSQL can hold them: all but the character NUL. In its place stands <c>␛0</c>, and <c>␛␛</c> for each <c>␛</c>.</summary>
internal static class NulText
{
    private const char Nul = '\0', Escape = '␛';

    public static string? Write(string? text) => text?.IndexOfAny([Nul, Escape]) >= 0
        ? text.Replace($"{Escape}", $"{Escape}{Escape}", StringComparison.Ordinal).Replace($"{Nul}", $"{Escape}0", StringComparison.Ordinal)
        : text;

    // Each half of a split at the doubled sign is without it: what is left there is a NUL's.
    public static string? Read(string? stored) => stored?.Contains(Escape) == true
        ? string.Join(Escape, stored.Split($"{Escape}{Escape}").Select(part => part.Replace($"{Escape}0", $"{Nul}", StringComparison.Ordinal)))
        : stored;
}
