using System.Buffers;

namespace FChat.Auth;

/// <summary>Knows secrets that are none: those that stand in documents and examples to be replaced, and those that repeat or count.</summary>
public static class GuessableSecret
{
    private const int FewestLetters = 8;

    // What examples say where a secret is to stand, here and elsewhere. Compared without case and punctuation; each is long enough not to come by chance.
    private static readonly SearchValues<string> Placeholders = SearchValues.Create(
        [
            "changeme", "changethis", "replaceme", "replacethis", "placeholder", "example", "yoursecret", "yourkey", "yourpassword", "your256bit",
            "stringsecret", "supersecret", "topsecret", "mysecret", "secretkey", "sharedsecret", "password", "passw0rd", "insecure", "notsecret",
            "notasecret", "default", "development", "letmein", "donotuse", "atleast32", "fchatsecret", "fchatkey", "turnsecret",
        ],
        StringComparison.OrdinalIgnoreCase);

    /// <summary>Why anybody could guess it, as the end of a sentence that it begins; null if it is not known why.</summary>
    public static string? ReasonOf(string secret)
    {
        if (IsPlaceholder(secret))
        {
            return "is an example, not a secret";
        }

        return IsMonotonous(secret) ? "repeats itself or counts" : null;
    }

    /// <summary>Whether it says itself that something else is to stand there.</summary>
    public static bool IsPlaceholder(string secret) => string.Concat(secret.Where(char.IsLetterOrDigit)).AsSpan().ContainsAny(Placeholders);

    private static bool IsMonotonous(string secret) => secret.Distinct().Count() < FewestLetters || Repeats(secret) || Counts(secret);

    // A text is a shorter one over and over exactly if it stands in its own double, elsewhere than at both ends.
    private static bool Repeats(string secret) => (secret + secret).IndexOf(secret, 1, StringComparison.Ordinal) is var period && 2 * period <= secret.Length;

    private static bool Counts(string secret) => 2 * secret.Zip(secret.Skip(1)).Count(pair => Math.Abs(pair.First - pair.Second) <= 1) > secret.Length;
}
