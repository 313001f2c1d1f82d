using FChat.Cluster.Tests.Clients;

namespace FChat.Cluster.Tests.Load;

/// <summary>One short call after another: they come in, signal to each other once, and leave.</summary>
internal sealed class Callers(string name, IReadOnlyList<RecordingClient> people) : Group(name, people)
{
    private static readonly TimeSpan Between = TimeSpan.FromMilliseconds(300);
    private int _calls;
    private string? _call;

    /// <inheritdoc/>
    public override bool IsIn => true;

    /// <summary>Calls that were held from start to end.</summary>
    public int Calls => _calls;

    /// <inheritdoc/>
    public override Task Leave() => _call is { } call ? Task.WhenAll(People.Select(person => person.Leave(call, GiveUp))) : Task.CompletedTask;

    /// <inheritdoc/>
    protected override Task Open() => Task.CompletedTask;

    /// <inheritdoc/>
    protected override async Task Go()
    {
        for (var n = 0; !Stopping.IsCancellationRequested; n++)
        {
            await Hold(n).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            await Clock.Pause(Between, Stopping);
        }
    }

    private async Task Hold(int n)
    {
        if ((_call = await Call(People[n % People.Count])) is not { } call)
        {
            return;
        }

        await Task.WhenAll(People.Select(person => person.LineOf(call).Join(GiveUp)));
        await Task.WhenAll(People.Select((person, i) => person.Signal(call, People[(i + 1) % People.Count].User, $"{call}#{i}", GiveUp)));
        foreach (var person in People)
        {
            await person.Leave(call, GiveUp);
            person.Forget(call);
        }

        _call = null;
        _calls++;
    }
}
