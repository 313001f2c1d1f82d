namespace FChat.LoadTests.Servers;

/// <summary>How one server process is started.</summary>
/// <param name="Arguments">Of <c>dotnet</c>.</param>
/// <param name="Environment">Set beside the driver's own.</param>
/// <param name="Address">Where it will answer <c>/health/ready</c>.</param>
/// <param name="TakesClients">Whether clients connect there too.</param>
public sealed record ServerLaunch(IReadOnlyList<string> Arguments, IReadOnlyDictionary<string, string> Environment, Uri Address, bool TakesClients = true);
