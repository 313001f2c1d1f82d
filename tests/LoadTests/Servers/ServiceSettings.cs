namespace FChat.LoadTests.Servers;

/// <summary>Configuration of the service that differs from a user's start.</summary>
public static class ServiceSettings
{
    // The load of one connection here is that of hundreds: the limits per connection would measure themselves.
    private const string NoLimit = "1000000";

    /// <summary>A load that asks for nothing more.</summary>
    public static readonly IReadOnlyDictionary<string, string> Unchanged = new Dictionary<string, string>();

    /// <summary>Changes that come one by one are told one by one: gathered, they would be counted by the pace and not by the service.</summary>
    public static readonly IReadOnlyDictionary<string, string> TellingAtOnce = new Dictionary<string, string>
    {
        ["Calls:GatherAbove"] = "1000",
        ["Calls:GatherFor"] = "00:00:00.010",
    };

    private static readonly Dictionary<string, string> Always = new()
    {
        ["DOTNET_ENVIRONMENT"] = "Development",
        ["ASPNETCORE_ENVIRONMENT"] = "Development",
        ["Logging:LogLevel:Default"] = "Warning",
        ["Limits:SignalsPerSecond"] = NoLimit,
        ["Limits:SignalBurst"] = NoLimit,
        ["Limits:OperationsPerSecond"] = NoLimit,
        ["Limits:OperationBurst"] = NoLimit,
        ["Limits:AddressRequestsPerSecond"] = NoLimit,
        ["Limits:AddressRequestBurst"] = NoLimit,
        ["Limits:ConnectionsPerUser"] = "10000",
    };

    /// <summary>As environment of a process, <c>Section:Key</c> to value: what is always set, then what is given; the later wins.</summary>
    public static IReadOnlyDictionary<string, string> Environment(params IEnumerable<IReadOnlyDictionary<string, string>> given)
    {
        var all = new Dictionary<string, string>(Always);
        foreach (var (key, value) in given.SelectMany(some => some))
        {
            all[key] = value;
        }

        return all.ToDictionary(pair => pair.Key.Replace(":", "__", StringComparison.Ordinal), pair => pair.Value);
    }
}
