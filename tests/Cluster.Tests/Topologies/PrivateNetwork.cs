using System.Diagnostics;
using System.Globalization;

namespace FChat.Cluster.Tests.Topologies;

/// <summary>A network namespace with one line to this machine (iproute2). Its names and addresses are its own, so that two runs do not meet; those of runs that were killed are swept away.</summary>
internal sealed class PrivateNetwork : ILine, IAsyncDisposable
{
    private const string Prefixed = "fchat";
    private const string Namespaces = "/run/netns";
    private readonly string _name;

    // Of the block that is meant for tests of networks (RFC 2544) one of 32,768 nets of two addresses.
    private PrivateNetwork(string name, int number)
    {
        var net = string.Create(CultureInfo.InvariantCulture, $"198.{18 + number / 16_384}.{number / 64 % 256}");
        (_name, Near, Far) = (name, $"{net}.{number % 64 * 4 + 1}", $"{net}.{number % 64 * 4 + 2}");
    }

    /// <summary>Why there can be none here; null if there can.</summary>
    public static string? WhyNot { get; } = FindOut();

    /// <summary>The address of this machine's end.</summary>
    public string Near { get; }

    /// <summary>The address of the far end.</summary>
    public string Far { get; }

    /// <summary>What a command that runs at the far end begins with.</summary>
    public string[] Prefix => ["ip", "netns", "exec", _name];

    /// <inheritdoc/>
    public INode Silo { get; set; } = null!;

    /// <summary>Makes one; a process has one at a time.</summary>
    public static async Task<PrivateNetwork> Make()
    {
        await Sweep();
        var network = new PrivateNetwork($"{Prefixed}{Environment.ProcessId}", Random.Shared.Next(32_768));
        await Run($"netns add {network._name}");
        await network.Lay();
        return network;
    }

    /// <inheritdoc/>
    public Task Cut() => Run($"link set {_name}a down");

    /// <inheritdoc/>
    public Task Mend() => Run($"link set {_name}a up");

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await Run($"link del {_name}a");
        await Run($"netns del {_name}");
    }

    private static async Task Sweep()
    {
        var left = System.IO.Directory.Exists(Namespaces) ? System.IO.Directory.GetFiles(Namespaces, Prefixed + "*").Select(Path.GetFileName) : [];
        foreach (var name in left.Where(name => !System.IO.Directory.Exists($"/proc/{name![Prefixed.Length..]}")))
        {
            await Try($"netns del {name}"); // another run may sweep, too
        }
    }

    private async Task Lay()
    {
        await Run($"link add {_name}a type veth peer name {_name}b netns {_name}");
        await Run($"addr add {Near}/30 dev {_name}a");
        await Run($"link set {_name}a up");
        await Run($"-n {_name} addr add {Far}/30 dev {_name}b");
        await Run($"-n {_name} link set {_name}b up");
        await Run($"-n {_name} link set lo up");
    }

    private static string? FindOut()
    {
        if (!Environment.IsPrivilegedProcess)
        {
            return "only root may make network namespaces";
        }

        try
        {
            var probe = $"probe{Environment.ProcessId}";
            return Start($"netns add {probe}") is { ExitCode: 0 } && Start($"netns del {probe}").ExitCode == 0 ? null : "this machine does not allow network namespaces";
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return "iproute2 is not installed";
        }
    }

    private static Process Start(string arguments)
    {
        var process = Process.Start(new ProcessStartInfo("ip", arguments) { RedirectStandardError = true })!;
        process.WaitForExit();
        return process;
    }

    private static async Task<bool> Try(string arguments)
    {
        using var process = Process.Start(new ProcessStartInfo("ip", arguments) { RedirectStandardError = true })!;
        await process.WaitForExitAsync();
        return process.ExitCode == 0;
    }

    private static async Task Run(string arguments)
    {
        if (!await Try(arguments))
        {
            throw new InvalidOperationException($"ip {arguments} failed.");
        }
    }
}
