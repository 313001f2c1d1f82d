namespace FChat.LoadTests.Servers;

/// <summary>How one server process is started.</summary>
/// <param name="Arguments">Of <see cref="Program"/>.</param>
/// <param name="Environment">Set beside the driver's own.</param>
/// <param name="Address">Where it will answer <see cref="ReadyPath"/>.</param>
/// <param name="TakesClients">Whether clients connect there too.</param>
public sealed record ServerLaunch(IReadOnlyList<string> Arguments, IReadOnlyDictionary<string, string> Environment, Uri Address, bool TakesClients = true)
{
    /// <summary>What is started; null: <c>dotnet</c>, and its garbage can be collected from outside.</summary>
    public string? Program { get; init; }

    /// <summary>What it answers with success when it is ready.</summary>
    public string ReadyPath { get; init; } = "/health/ready";
}
