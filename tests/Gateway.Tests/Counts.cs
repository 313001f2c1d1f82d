namespace FChat.Gateway.Tests;

/// <summary>Tells whoever runs the tests how much of something was tried: with the test itself, and, in a run by <c>test.sh</c>, in its summary.</summary>
internal static class Counts
{
    private static readonly Lock Gate = new();

    /// <summary>Tells one line.</summary>
    public static void Tell(string what, string count)
    {
        TestContext.Current.TestOutputHelper?.WriteLine($"{what}: {count}");
        if (Environment.GetEnvironmentVariable("FCHAT_TEST_REPORTS") is { Length: > 0 } reports)
        {
            lock (Gate)
            {
                File.AppendAllText(Path.Combine(reports, "counts.txt"), $"{what}: {count}\n");
            }
        }
    }
}
