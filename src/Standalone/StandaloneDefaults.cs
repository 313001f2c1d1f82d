namespace FChat.Standalone;

/// <summary>What a single process does when nothing else is configured.</summary>
internal static class StandaloneDefaults
{
    private const string DatabasePath = "Sqlite:Path";

    /// <summary>Settings for everybody, and in Development tokens for any name, signed with a key that stands beside the database: they outlive a restart.</summary>
    public static IEnumerable<KeyValuePair<string, string?>> For(IConfiguration configuration, IHostEnvironment environment)
    {
        var database = configuration[DatabasePath] ?? Path.Combine("data", "fchat.db");
        yield return new(DatabasePath, database);
        yield return new("Urls", "http://localhost:5080");
        yield return new("Logging:LogLevel:Microsoft", "Warning");
        yield return new("Logging:LogLevel:Orleans", "Warning");
        yield return new("Logging:LogLevel:Polly", "Warning");

        // It warns of one thing at every start: that garbage is not collected as on a server. That was measured and chosen.
        yield return new("Logging:LogLevel:Orleans.Runtime.Silo", "Error");
        if (environment.IsDevelopment())
        {
            yield return new("Auth:DevelopmentTokens", "true");
            yield return new("Auth:DevelopmentKeyFile", Path.Combine(Path.GetDirectoryName(database) ?? "", "development.key"));
        }
    }
}
