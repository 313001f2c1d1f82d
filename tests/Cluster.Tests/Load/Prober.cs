using System.Globalization;
using FChat.Cluster.Tests.Clients;

namespace FChat.Cluster.Tests.Load;

/// <summary>Two people, one of whom tries to call the other and to join again and again, a fresh command each time and without patience: when do new calls work?</summary>
internal sealed class Prober : IAsyncDisposable
{
    private const int Rooms = 4; // a call that cannot be left blocks one of them
    private static readonly TimeSpan Between = TimeSpan.FromMilliseconds(200);
    private readonly Crowd _crowd = new();
    private readonly CancellationTokenSource _end = new();
    private readonly List<(TimeSpan Begun, TimeSpan Done, string? Code)> _tries = [];
    private readonly HashSet<string> _made = [];
    private string[] _rooms = [];
    private Task _trying = Task.CompletedTask;

    /// <summary>The code of a try that found a call of an earlier one, which could not be left: a room says so from memory, and is right.</summary>
    public const string OwnCall = "call_already_active, its own";

    /// <summary>Every try so far: when, and the refusal, or null: a call was made, joined, and ended again.</summary>
    public IReadOnlyList<(TimeSpan Begun, TimeSpan Done, string? Code)> Tries => _tries;

    private RecordingClient Caller => _crowd.Clients[0];

    /// <summary>Begins.</summary>
    public static async Task<Prober> Start(IReadOnlyList<Uri> gateways, CancellationToken stop)
    {
        var prober = new Prober();
        var run = Guid.NewGuid().ToString("N", CultureInfo.InvariantCulture)[..8];
        var (caller, other) = (prober._crowd.Add($"{run}-caller", gateways), prober._crowd.Add($"{run}-called", gateways));
        await prober._crowd.Connect(stop);
        var made = await Task.WhenAll(Enumerable.Range(0, Rooms).Select(n =>
            caller.Do("create_room", new Aim(), new() { ["room_name"] = $"{n}", ["members"] = new[] { other.User } }, stop, result: "room_id")));
        prober._rooms = [.. made.Select(room => room.Result!)];
        prober._trying = prober.Try();
        return prober;
    }

    /// <summary>Ends; no call of its rooms is live afterwards, whatever the tries came to.</summary>
    /// <returns>The calls of its rooms that are half made: live although nobody was told of them.</returns>
    public async Task<IReadOnlyList<CallRecord>> Stop(Uri gateway, CancellationToken stop)
    {
        await _end.CancelAsync();
        await _trying;
        using var reader = new TruthReader(gateway);
        var truth = await reader.ReadAtRest([.. _rooms.Select(room => (room, Caller.User))], stop);
        return [.. truth.Calls.Where(call => call.EndedAt is null)];
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        await _trying;
        await _crowd.DisposeAsync();
        _end.Dispose();
    }

    private async Task Try()
    {
        while (!_end.IsCancellationRequested)
        {
            var begun = Clock.Now;
            var reply = await Caller.Ask("initiate_call", new { room_id = _rooms[_tries.Count % Rooms], call_type = "Audio" }, CancellationToken.None);
            var call = reply.Text("call_session_id");
            var joined = reply.IsOk ? await Caller.Ask("join_call", new { call_session_id = call }, CancellationToken.None) : reply;
            _tries.Add((begun, Clock.Now, joined.IsLost ? "lost" : CodeOf(joined, call)));
            if (call is not null)
            {
                _made.Add(call);
                await Caller.Ask("leave_call", new { call_session_id = call }, CancellationToken.None); // made now, or by a try whose outcome was unknown
            }

            await Clock.Pause(Between, _end.Token);
        }
    }

    private string? CodeOf(HubReply reply, string? call) => reply.Code == "call_already_active" && _made.Contains(call!) ? OwnCall : reply.Code;
}
