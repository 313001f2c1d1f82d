namespace FChat.Browsing;

/// <summary>How long a test waits for what should happen at once, on a machine that may be busy with other things.</summary>
internal static class Patience
{
    /// <summary>For a page to show something.</summary>
    public static readonly TimeSpan ForThePage = TimeSpan.FromSeconds(20);

    /// <summary>For media to come, or to come back after a repair that has to notice the trouble first.</summary>
    public static readonly TimeSpan ForMedia = TimeSpan.FromSeconds(30);
}
