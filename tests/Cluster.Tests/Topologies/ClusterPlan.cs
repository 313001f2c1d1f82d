using System.Globalization;
using FChat.Cluster.Tests.Clients;
using FChat.Cluster.Tests.Topologies.Processes;

namespace FChat.Cluster.Tests.Topologies;

/// <summary>How the programs of one cluster are started.</summary>
/// <param name="database">How to connect to their database.</param>
/// <param name="isQuiet">They print nothing: the console is not their own.</param>
/// <param name="more">Further settings of all of them.</param>
internal sealed class ClusterPlan(string database, bool isQuiet = false, IReadOnlyDictionary<string, string>? more = null)
{
    private string _cluster = Guid.NewGuid().ToString("N", CultureInfo.InvariantCulture);

    /// <summary>The same cluster on another database.</summary>
    public ClusterPlan On(string another) => new(another, isQuiet, more) { _cluster = _cluster };

    /// <summary>A silo that others reach at an address.</summary>
    public ProgramStart Silo(int number, string address, string? databaseFromThere = null, params string[] prefix)
    {
        var health = new Uri($"http://{address}:{FreePorts.Find()}");
        var settings = Common(databaseFromThere ?? database);
        settings["ASPNETCORE_ENVIRONMENT"] = "Development"; // it brings the schema up to date
        settings["Urls"] = health.ToString();
        settings["Silo:ClusterId"] = _cluster;
        settings["Silo:Address"] = address;
        settings["Silo:SiloPort"] = $"{FreePorts.Find()}";
        settings["Silo:ClientPort"] = $"{FreePorts.Find()}";
        return new ProgramStart($"silo {number}", Programs.Silo, health, settings, prefix);
    }

    /// <summary>A gateway that clients find at an address.</summary>
    public ProgramStart Gateway(Uri address, int number)
    {
        var settings = Common(database);
        settings["Urls"] = address.ToString();
        settings["Cluster:ClusterId"] = _cluster;
        settings["Auth:Key"] = Tokens.Key;
        return new ProgramStart($"gateway {number}", Programs.Gateway, address, settings);
    }

    private Dictionary<string, string> Common(string connection) => new(more ?? new Dictionary<string, string>())
    {
        ["Postgres:ConnectionString"] = connection,
        ["Logging:LogLevel:Default"] = isQuiet ? "None" : "Warning",
        ["Logging:LogLevel:Microsoft"] = isQuiet ? "None" : "Warning",
    };
}
