namespace FChat.Standalone;

/// <summary>Tells the person at the console where to go.</summary>
internal static class Announcement
{
    /// <summary>Once the process listens: prints every address, and whether anybody may sign in under any name.</summary>
    public static void AnnounceAddresses(this WebApplication app) => app.Lifetime.ApplicationStarted.Register(() =>
    {
        foreach (var address in app.Urls)
        {
            Console.WriteLine($"FChat listens on {address}");
        }

        if (app.Configuration.GetValue<bool>("Auth:DevelopmentTokens"))
        {
            Console.WriteLine("Development: anybody may sign in under any name.");
        }
    });
}
