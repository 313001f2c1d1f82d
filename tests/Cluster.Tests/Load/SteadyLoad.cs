using System.Globalization;
using FChat.Cluster.Tests.Clients;
using FChat.Cluster.Tests.Topologies;

namespace FChat.Cluster.Tests.Load;

/// <summary>Calls with people in them who do what people do, before, while and after something happens. Three of four calls are long, the fourth is always a fresh one.</summary>
internal sealed class SteadyLoad : IAsyncDisposable
{
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan Quiet = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);
    private readonly ITopology _topology;
    private readonly Crowd _crowd = new();
    private readonly List<Group> _groups = [];

    private SteadyLoad(ITopology topology) => _topology = topology;

    /// <summary>What the clients have written down.</summary>
    public Records Records => _crowd.Records;

    /// <summary>The long calls that are lost.</summary>
    public IEnumerable<string> LostCalls => _groups.OfType<Talkers>().Select(group => group.LostCall).OfType<string>();

    /// <summary>The long calls of which nothing has to be stored while they go on.</summary>
    public IReadOnlySet<string> QuietCalls => _groups.OfType<Talkers>().Where(group => group.Stays).Select(group => group.Held).ToHashSet();

    /// <summary>Short calls held so far.</summary>
    public int ShortCalls => _groups.OfType<Callers>().Sum(group => group.Calls);

    /// <summary>Connects everybody, and waits until all calls have begun.</summary>
    public static async Task<SteadyLoad> Start(ITopology topology, Scale scale)
    {
        var load = new SteadyLoad(topology);
        var run = Guid.NewGuid().ToString("N", CultureInfo.InvariantCulture)[..8];
        for (var i = 0; i < scale.Calls; i++)
        {
            var name = $"{run}-{i}";
            var people = Enumerable.Range(0, scale.PeopleInCall).Select(n => load._crowd.Add($"{name}-p{n}", topology.Addresses)).ToList();
            load._groups.Add(i % 4 == 3 ? new Callers(name, people) : new Talkers(name, people, stays: i % 4 == 1));
        }

        using var patience = new CancellationTokenSource(Patience, TimeProvider.System);
        await load._crowd.Connect(patience.Token);
        await Task.WhenAll(load._groups.Select(group => group.MakeRoom())).WaitAsync(patience.Token);
        await Task.WhenAll(load._groups.Select(group => group.Start())).WaitAsync(patience.Token);
        await Clock.Pause(scale.Before, CancellationToken.None);
        return load;
    }

    /// <summary>Waits until everybody is connected and seated, and what they begin is done at once, for some seconds on end.</summary>
    /// <param name="since">When it happened: what was done before does not count.</param>
    public async Task Whole(TimeSpan since, TimeSpan within)
    {
        for (var good = Clock.Now; Clock.Now - good < Quiet;)
        {
            if (!IsWhole(since))
            {
                good = Clock.Now;
            }

            if (Clock.Now - since > within + Quiet)
            {
                throw new TimeoutException($"Not whole after {within}: {string.Join(", ", Troubles(since).Take(10))}\n{_topology.Log}");
            }

            await Clock.Pause(Look, CancellationToken.None);
        }
    }

    /// <summary>Begins nothing more; waits for outcomes; everybody asks for what they may lack and leaves; and reads what is kept.</summary>
    public async Task<History> Finish()
    {
        await Task.WhenAll(_groups.Select(group => group.Stop(Patience)));
        await Task.WhenAll(_groups.Select(group => group.Leave()));
        using var patience = new CancellationTokenSource(Patience, TimeProvider.System);
        using var reader = new TruthReader(_topology.Addresses[0]);
        var rooms = _groups.Select(group => (group.Room, group.People[0].User)).ToList();
        return Records.With(await reader.ReadAtRest(rooms, patience.Token));
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        foreach (var group in _groups)
        {
            await group.DisposeAsync();
        }

        await _crowd.DisposeAsync();
    }

    private bool IsWhole(TimeSpan since) => !Troubles(since).Any();

    private IEnumerable<string> Troubles(TimeSpan since) =>
        _groups.Where(group => !group.IsIn).Select(group => $"{group.Name} is not seated")
            .Concat(_crowd.Clients.Where(client => client.Connection is null).Select(client => $"{client.User} is not connected"))
            .Concat(_crowd.Clients.Where(client => client.LastGood < since).Select(client => $"{client.User} has done nothing since"))
            .Concat(_crowd.Clients.Where(client => client.Waiting > TimeSpan.FromSeconds(1)).Select(client => $"{client.User} waits"));
}
