using FChat.Time;
using Orleans.Core.Internal;

namespace FChat.Calls;

/// <summary>A call in which very much happens in the same moment.</summary>
public sealed class BusyCallTests(CallCluster cluster) : IClassFixture<CallCluster>
{
    private const int Crowd = 120;

    // So many may come one by one within a second.
    private const int AtOnce = 20;

    // Long enough for all of the crowd to be heard on a busy machine: time that passes meanwhile is no moment any more.
    private static readonly TimeSpan RealPause = TimeSpan.FromMilliseconds(200);
    private static readonly UserId[] People = [.. Enumerable.Range(0, Crowd).Select(n => new UserId($"p{n:000}"))];

    [Fact]
    public async Task Those_who_join_in_one_moment_are_told_by_few_events_and_each_answer_fits_its_place_among_them()
    {
        var (id, call) = await Ringing();
        var answers = await InTime(Task.WhenAll(People.Select(one => CallCluster.Join(call, one))));
        var last = (await InTime(call.View(null))).Value!.Seq;

        var told = Told<CallParticipantJoined>(id).ToList();
        Assert.InRange(told.Count, 1, AtOnce + 10);
        Assert.Equal(People.Order(), told.SelectMany(one => one.Event.Joined).Select(one => one.User).Order());
        Assert.All(People.Zip(answers), joined =>
        {
            var (user, answer) = (joined.First, joined.Second.Value!);
            var event1 = told.Single(one => one.Event.Joined.Any(who => who.User == user)).Seq;
            Assert.InRange(answer.SeqState.Seq, event1, last);
            Assert.Equal(answer.SeqState.Seq, answer.Call.Seq);
            var known = told.Where(one => one.Seq <= answer.SeqState.Seq).SelectMany(one => one.Event.Joined).Select(one => one.User).Order();
            Assert.Equal(known, answer.Call.Participants.Where(one => one.Status == ParticipantStatus.Joined).Select(one => one.User).Order());
        });
    }

    [Fact]
    public async Task Those_who_leave_in_one_moment_are_told_by_few_events()
    {
        var (id, call) = await Ringing();
        await InTime(Task.WhenAll(People.Select(one => CallCluster.Join(call, one))));
        await InTime(Task.WhenAll(People.Skip(2).Select(one => call.Execute(new LeaveCall(one, null)))));
        await InTime(call.View(null));
        var told = Told<CallParticipantLeft>(id).ToList();
        Assert.InRange(told.Count, 1, AtOnce + 10);
        Assert.Equal(People.Skip(2).Order(), told.SelectMany(one => one.Event.Left).Select(one => one.User).Order());
    }

    [Fact]
    public async Task Those_who_come_back_in_one_moment_after_a_loss_of_memory_are_told_by_few_events()
    {
        var (id, call) = await Ringing();
        await InTime(Task.WhenAll(People.Select(one => CallCluster.Join(call, one))));
        await CallCluster.Forget(call);
        var back = await InTime(Task.WhenAll(People.Select(one => call.Resume(new ResumeCall(one, CallCluster.SeatOf(one, "two"), new SeqState(1, 0, 0))))));
        Assert.All(back, one => Assert.NotNull(one.Value!.Snapshot));
        var told = Told<CallParticipantUpdated>(id).Where(one => one.Epoch == 2).ToList();
        Assert.InRange(told.Count, 1, AtOnce + 10);
        Assert.Equal(People.Order(), told.SelectMany(one => one.Event.Updated).Where(one => one.Status == ParticipantStatus.Joined).Select(one => one.User).Order());
    }

    [Fact]
    public async Task An_activation_that_ends_while_it_gathers_leaves_nobody_without_an_answer()
    {
        var (_, call) = await Ringing();
        var joins = People.Select(one => CallCluster.Join(call, one)).ToList();
        await InTime(joins[0]);
        await call.Cast<IGrainManagementExtension>().DeactivateOnIdle(TestContext.Current.CancellationToken);
        Assert.All(await InTime(Task.WhenAll(joins)), answer => Assert.True(answer.IsDone || answer.Refusal.Code == ErrorCode.Unavailable));
        var again = await InTime(Task.WhenAll(People.Select(one => CallCluster.Join(call, one))));
        Assert.All(again, answer => Assert.True(answer.IsDone));
    }

    // What is gathered is told when its time is over; the time here is the test's.
    private async Task<T> InTime<T>(Task<T> task)
    {
        while (await Task.WhenAny(task, Task.Delay(RealPause, TimeProvider.System, TestContext.Current.CancellationToken)) != task)
        {
            cluster.Time.Advance(TimeSpan.FromMilliseconds(150));
        }

        return await task;
    }

    private async Task<(CallId Id, ICallGrain Call)> Ringing()
    {
        var call = cluster.Unmade();
        var roster = new RoomRoster(new RoomId("room"), 1, People[0], [.. People.Select(one => new RosterMember(one, null))], []);
        var made = await call.Create(new CreateCall(People[0], CallType.Audio, [.. People.Skip(1)], roster)).Soon();
        return (made.Value!.CallSessionId, call);
    }

    private IEnumerable<(T Event, long Epoch, long Seq)> Told<T>(CallId id)
        where T : ServiceEvent => cluster.Links.Broadcasts.Where(one => one.Stamp!.Call == id).Select(one => (one.Event as T, one.Stamp!.Epoch, one.Stamp.Seq)).Where(one => one.Item1 is not null)!;
}
