using FChat.Cluster.Tests.Clients;
using FChat.Cluster.Tests.Tracing;

namespace FChat.Cluster.Tests.Webhooks;

/// <summary>Two people who talk again and again, each time in a room of its own. What a dying silo leaves unanswered they ask again.</summary>
internal sealed class Pair(Talker alice, Talker bob) : IAsyncDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);
    private int _commands;

    /// <summary>Connects both.</summary>
    public static async Task<Pair> Open(Uri gateway) => new(await Talker.Open(gateway, "alice"), await Talker.Open(gateway, "bob"));

    /// <summary>The room of the last call.</summary>
    public string Room { get; private set; } = "";

    /// <summary>One call from its start to its end.</summary>
    /// <returns>Its id.</returns>
    public async Task<string> Talk()
    {
        var call = await Begin();
        await Insist(alice, "end_call", $""" "call_session_id":"{call}" """);
        return call;
    }

    /// <summary>A call that goes on.</summary>
    /// <returns>Its id.</returns>
    public async Task<string> Begin()
    {
        Room = (await Insist(alice, "create_room", """ "members":["bob"] """)).Text("room_id")!;
        var call = (await Insist(alice, "initiate_call", $""" "room_id":"{Room}","call_type":"Audio" """)).Text("call_session_id")!;
        await Insist(alice, "join_call", $""" "call_session_id":"{call}","device_id":"a" """);
        await Insist(bob, "join_call", $""" "call_session_id":"{call}","device_id":"b" """);
        return call;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await alice.DisposeAsync();
        await bob.DisposeAsync();
    }

    private async Task<HubReply> Insist(Talker who, string operation, string fields)
    {
        var argument = $$"""{"command_id":"c{{++_commands}}",{{fields}}}""";
        for (var asked = Clock.Now; ;)
        {
            var reply = await who.Ask(operation, argument);
            if (!reply.IsUnknown)
            {
                Assert.True(reply.IsOk, $"{operation}: {reply.Code} {reply.Content}");
                return reply;
            }

            Assert.True(Clock.Now - asked < Patience, $"{operation} was not done in {Patience}: {reply.Code} {reply.Content}");
            await Clock.Pause(Pause, TestContext.Current.CancellationToken);
        }
    }
}
