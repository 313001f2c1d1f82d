using FChat.Cluster.Tests.Topologies;

namespace FChat.Cluster.Tests;

/// <summary>Two silos and two gateways that the tests of a class share, one silo behind a line that can be cut where the machine allows it. What one test has killed and left so is started again for the next.</summary>
public sealed class RunningProcesses : IAsyncDisposable
{
    private ManyProcesses? _running;

    /// <summary>All of it, running.</summary>
    public async Task<ITopology> Whole()
    {
        _running ??= PrivateNetwork.WhyNot is null && !PrivateDatabase.IsGiven
            ? await ManyProcesses.MakeWithLine(silos: 2, gateways: 2)
            : await ManyProcesses.Make(silos: 2, gateways: 2);
        await _running.Start();
        return _running;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_running is not null)
        {
            await _running.DisposeAsync();
        }
    }
}
