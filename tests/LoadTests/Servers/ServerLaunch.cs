namespace FChat.LoadTests.Servers;

/// <summary>How one server process is started.</summary>
/// <param name="Arguments">Of <c>dotnet</c>.</param>
/// <param name="Environment">Set beside the driver's own.</param>
/// <param name="Address">Where it will answer.</param>
public sealed record ServerLaunch(IReadOnlyList<string> Arguments, IReadOnlyDictionary<string, string> Environment, Uri Address);

/// <summary>A kind of server that can be measured: knows how to start it, and nothing else.</summary>
public interface IServerMode
{
    /// <summary>Its name on the command line and in the tables.</summary>
    string Name { get; }

    /// <summary>Whether it has calls with a life, and not only names for them.</summary>
    bool KeepsCalls { get; }

    /// <summary>The processes of one server, to be started in this order.</summary>
    /// <param name="directory">A private, empty or formerly used, directory for its files.</param>
    IReadOnlyList<ServerLaunch> Launches(string directory);
}
