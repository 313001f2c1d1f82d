using FChat.Calls;
using FChat.Directory;
using FChat.Gateways;
using FChat.Ledger;
using FChat.Rooms;
using FChat.Time;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Orleans.Runtime;

namespace FChat.Hosting;

/// <summary>What was acknowledged outlives the process, and what was refused never happened, whatever the database.</summary>
public abstract class SiloRestartSpec : IAsyncDisposable
{
    private static readonly Caller Alice = new(new UserId("alice"), "Alice", false);
    private static readonly Caller Bob = new(new UserId("bob"), "Bob", false);

    private readonly Silos _silos = new();
    private readonly LaterTime _time = new();

    public async ValueTask DisposeAsync()
    {
        await _silos.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task A_room_its_messages_and_its_ringing_call_are_there_after_a_restart()
    {
        var silo = await Start();
        var room = await MakeRoom(silo);
        var sent = await Grains(silo).Room(room).SendMessage(Alice, new SendMessage("hello", null, null)).Soon();
        var call = await Call(silo, room);
        await _silos.Stop(silo);

        silo = await Start();

        var seen = (await Grains(silo).Room(room).View(Bob).Soon()).Value!;
        Assert.Equal([Alice.User, Bob.User], seen.Members.Select(m => m.User).Order());
        Assert.Equal(call.CallSessionId, seen.ActiveCallSessionId);
        var view = (await Grains(silo).Call(call.CallSessionId).View(Bob.User).Soon()).Value!;
        Assert.Equal(call.CallStatus, view.CallStatus);
        Assert.Equal(call.RingExpiresAt, view.RingExpiresAt);
        Assert.True(view.Epoch > call.Epoch);
        var messages = (await Grains(silo).Directory().Messages(Bob, room, null, 10).Soon()).Value;
        Assert.Equal([sent.Value!.MessageId], messages.Select(m => m.MessageId));
    }

    [Fact]
    public async Task A_call_that_two_had_joined_goes_on_after_a_restart_and_ends_for_both()
    {
        var silo = await Start();
        var call = await Call(silo, await MakeRoom(silo));
        await Join(silo, call, Alice);
        await Join(silo, call, Bob);
        await _silos.Stop(silo);

        silo = await Start();

        var grain = Grains(silo).Call(call.CallSessionId);
        Assert.Equal(CallStatus.Connected, (await grain.View(Bob.User).Soon()).Value!.CallStatus);
        Assert.True((await grain.Execute(new LeaveCall(Bob.User, null)).Soon()).IsDone);
        var history = (await Grains(silo).Directory().CallHistory(Alice, call.RoomId, 1, 10).Soon()).Value!;
        var ended = Assert.Single(history.Calls);
        Assert.Equal((CallStatus.Ended, EndReason.Completed), (ended.CallStatus, ended.EndReason));
    }

    [Fact]
    public async Task A_call_whose_ring_was_over_while_nothing_ran_is_missed_though_nobody_asks_for_it()
    {
        var silo = await Start();
        var call = await Call(silo, await MakeRoom(silo));
        await _silos.Stop(silo);

        _time.Later = TimeSpan.FromMinutes(10);
        silo = await Start();

        await NoneIsOpen(silo).Soon();
        var history = (await Grains(silo).Directory().CallHistory(Alice, call.RoomId, 1, 10).Soon()).Value!;
        Assert.Equal((CallStatus.Missed, EndReason.NoAnswer), (history.Calls[0].CallStatus, history.Calls[0].EndReason));
        Assert.All(history.Calls[0].Participants, p => Assert.Equal(ParticipantStatus.Missed, p.Status));
    }

    [Fact]
    public async Task While_the_database_is_locked_changes_are_unavailable_and_none_is_made_and_afterwards_all_is_well()
    {
        var silo = await Start();
        var room = await MakeRoom(silo);
        using (Lock())
        {
            Assert.Equal(ErrorCode.Unavailable, (await Initiate(silo, room)).Refusal?.Code);
            Assert.Equal(ErrorCode.Unavailable, (await Grains(silo).Room(room).SendMessage(Alice, new SendMessage("hello", null, null)).Soon()).Refusal?.Code);
        }

        Assert.Null((await Grains(silo).Room(room).GetActiveCall(Alice).Soon()).Value!.Call);
        await Available(() => Initiate(silo, room)).Soon();
        Assert.True((await Grains(silo).Room(room).SendMessage(Alice, new SendMessage("hello", null, null)).Soon()).IsDone);
        Assert.Single((await Grains(silo).Directory().Messages(Bob, room, null, 10).Soon()).Value);
    }

    private protected Silos Silos => _silos;

    /// <summary>A silo on the test's database.</summary>
    private protected abstract HostApplicationBuilder Standalone();

    /// <summary>Lets another process hold the database so that nobody else can write, until disposed.</summary>
    private protected abstract IDisposable Lock();

    private Task<IHost> Start()
    {
        var builder = Standalone();
        builder.Services.AddKeyedSingleton<TimeProvider>(TimeProviderNames.Grains, _time);
        return _silos.Start(builder);
    }

    private static IGrainFactory Grains(IHost silo) => silo.Services.GetRequiredService<IGrainFactory>();

    private static async Task<RoomId> MakeRoom(IHost silo)
    {
        var made = await Grains(silo).Directory().CreateRoom(new CreateRoom(Alice, "Garden", [Bob.User], RoomType.Group, null)).Soon();
        return made.Value!.RoomId;
    }

    private static Task<Outcome<CallView>> Initiate(IHost silo, RoomId room) =>
        Grains(silo).Room(room).InitiateCall(Alice, new InitiateCall(CallType.Video, null, null)).Soon();

    private static async Task<CallView> Call(IHost silo, RoomId room)
    {
        var initiated = await Initiate(silo, room);
        return initiated.Value ?? throw new InvalidOperationException($"There is no call: {initiated.Refusal}");
    }

    // Until the room has read how its failed write ended, it decides nothing.
    private static async Task Available<T>(Func<Task<Outcome<T>>> ask)
    {
        Outcome<T> answer;
        while ((answer = await ask()).Refusal?.Code == ErrorCode.Unavailable)
        {
            await Task.Yield();
        }

        Assert.True(answer.IsDone, $"{answer.Refusal}");
    }

    private static async Task Join(IHost silo, CallView call, Caller who)
    {
        var seat = new Seat(new GatewayId("gone"), new ConnectionId($"of {who.User}"), null);
        Assert.True((await Grains(silo).Call(call.CallSessionId).Join(new JoinCall(who.User, null, who.Name, seat)).Soon()).IsDone);
    }

    private static async Task NoneIsOpen(IHost silo)
    {
        var ledger = silo.Services.GetRequiredService<ICallLedger>();
        while ((await ledger.Open(1, 1, TestContext.Current.CancellationToken)).Total > 0)
        {
            await Task.Yield();
        }
    }
}
