using System.Globalization;
using FChat.Deploy.Tests.Running;

namespace FChat.Deploy.Tests.Monitoring;

/// <summary>The running service under a little work of every kind, with a Prometheus that has seen it.</summary>
public sealed class WatchedService(RunningService service) : IAsyncLifetime
{
    private readonly List<IAsyncDisposable> people = [];

    /// <summary>The Prometheus.</summary>
    internal RunningPrometheus Prometheus { get; private set; } = null!;

    /// <inheritdoc/>
    public async ValueTask InitializeAsync()
    {
        Prometheus = await RunningPrometheus.Start(service);
        using var carol = await service.SignIn("carol");
        using var dave = await service.SignIn("dave");
        people.Add(await HubUser.Connect(service.Gateway, carol.DefaultRequestHeaders.Authorization!.Parameter!));
        people.Add(await HubUser.Connect(service.Gateway, dave.DefaultRequestHeaders.Authorization!.Parameter!));

        // A rate is between two looks: everything happens before the first and again between others.
        var room = (await carol.Ask("create_room", """{"room_type":"Direct","members":["dave"]}"""))!["room_id"]!.GetValue<string>();
        await Work(carol, dave, room);
        await Looks(2);
        await Work(carol, dave, room);
        await Looks(2);

        // One call that is not over.
        await carol.Ask("initiate_call", Arguments(new() { ["room_id"] = room, ["call_type"] = "Video" }));
        await Looks(2);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await Prometheus.DisposeAsync();
        foreach (var person in people)
        {
            await person.DisposeAsync();
        }
    }

    private static async Task Work(HttpClient caller, HttpClient callee, string room)
    {
        await caller.Ask("send_message", Arguments(new() { ["room_id"] = room, ["content"] = "hello" }));
        var call = (await caller.Ask("initiate_call", Arguments(new() { ["room_id"] = room, ["call_type"] = "Audio" })))!["call_session_id"]!.GetValue<string>();
        var joined = await caller.Ask("join_call", Arguments(new() { ["call_session_id"] = call }));
        await callee.Ask("join_call", Arguments(new() { ["call_session_id"] = call }));
        await caller.Ask("send_webrtc_signal", Arguments(new() { ["call_session_id"] = call, ["signal_type"] = "offer", ["signal_data"] = new JsonObject(), ["target_user"] = "dave" }));
        foreach (var relayed in new[] { true, false })
        {
            await caller.Ask("report_call_stats", Arguments(new()
            {
                ["call_session_id"] = call, ["first_media_ms"] = 800, ["round_trip_ms"] = 40, ["packet_loss_permille"] = 3, ["relayed"] = relayed,
            }));
        }

        await caller.Ask("resume_call", Arguments(new()
        {
            ["call_session_id"] = call, ["epoch"] = joined!["call"]!["epoch"]!.DeepClone(), ["seq"] = 0, ["signal_seq"] = 0,
        }));
        await callee.Ask("leave_call", Arguments(new() { ["call_session_id"] = call }));
    }

    private static string Arguments(JsonObject arguments) => arguments.ToJsonString();

    // Until every target was looked at so often again.
    private async Task Looks(int times)
    {
        const string looks = "min(count_over_time(up[1h]))";
        var before = await Looks();
        await RunningPrometheus.Until(async () => await Looks() >= before + times);
        async Task<double> Looks() => (await Prometheus.Ask(looks)) is [{ } first, ..] ? double.Parse(first["value"]![1]!.GetValue<string>(), CultureInfo.InvariantCulture) : 0;
    }
}
