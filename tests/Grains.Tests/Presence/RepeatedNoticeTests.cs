using FChat.Calls;
using FChat.Gateways;
using FChat.Time;
using Microsoft.Extensions.DependencyInjection;
using static FChat.Calls.CallCluster;

namespace FChat.Presence;

/// <summary>A call that hears no answer of a user grain tells it again. Whatever the grain took, devices hear once.</summary>
public sealed class RepeatedNoticeTests : IAsyncLifetime
{
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(100);
    private static readonly CallId Some = new("01J00000000000000000000000");
    private readonly LostAnswer _answers = new();
    private readonly CallCluster _cluster;

    public RepeatedNoticeTests() => _cluster = new CallCluster(services => services.AddSingleton<IOutgoingGrainCallFilter>(_answers));

    public ValueTask InitializeAsync() => _cluster.InitializeAsync();

    public ValueTask DisposeAsync() => _cluster.DisposeAsync();

    [Fact]
    public async Task The_end_of_a_call_that_was_told_without_an_answer_is_told_to_no_device_twice()
    {
        await _cluster.Connect(Bob);
        var call = await _cluster.Call(Ann);
        _answers.LoseNextWith<CallEnded>(Bob);
        Assert.True((await call.Execute(new LeaveCall(Ann, null)).Soon()).IsDone);
        await _answers.IsLost.Soon();
        while (!_answers.WasToldAgain.IsCompleted)
        {
            _cluster.Time.Advance(Step);
            await Task.Yield();
        }

        await _answers.WasToldAgain.Soon();
        Assert.Equal(1, EndsToldTo(Bob));
    }

    [Fact]
    public async Task Those_of_one_sender_are_taken_once_and_in_their_order_and_others_are_not_held_against_them()
    {
        await _cluster.Connect(Bob);
        var (one, other) = (Guid.NewGuid(), Guid.NewGuid());
        await Tell(one, 1);
        await Tell(one, 2);
        Assert.Equal(2, EndsToldTo(Bob));
        await Tell(one, 2);
        await Tell(one, 1);
        Assert.Equal(2, EndsToldTo(Bob));
        await Tell(other, 1);
        await Tell(one, 3);
        Assert.Equal(4, EndsToldTo(Bob));
    }

    [Fact]
    public async Task One_that_was_told_again_is_answered_like_the_first()
    {
        await _cluster.Connect(Bob);
        var sender = Guid.NewGuid();
        Assert.Equal(1, await Tell(sender, 1));
        Assert.Equal(1, await Tell(sender, 1));
    }

    private Task<int> Tell(Guid sender, long number)
    {
        var ended = new StampedEvent(new CallEnded(EndReason.Completed, null, 0, CallStatus.Ended), null);
        return _cluster.Grains.User(Bob).Tell([new EventCopy(Some, ended, null) { Number = new NoticeNumber(sender, number) }]).Soon();
    }

    private int EndsToldTo(UserId user) =>
        _cluster.Links.Sent.Count(sent => sent is { Content.Event: CallEnded, Audience: UsersAudience audience } && audience.Users.Contains(user));

    /// <summary>Lets a user grain take notices, and loses its answer, as a silo that is slow does.</summary>
    private sealed class LostAnswer : IOutgoingGrainCallFilter
    {
        private readonly TaskCompletionSource _lost = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly TaskCompletionSource _toldAgain = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private Func<IOutgoingGrainCallContext, bool> _isWanted = _ => false;

        public Task IsLost => _lost.Task;

        public Task WasToldAgain => _toldAgain.Task;

        public void LoseNextWith<T>(UserId user) => _isWanted = context =>
            context.MethodName == nameof(IUserGrain.Tell)
            && context.TargetId.Key.ToString() == $"u:{user.Value}"
            && ((IEnumerable<UserNotice>)context.Request.GetArgument(0)!).Any(notice => notice is EventCopy { Content.Event: T });

        public async Task Invoke(IOutgoingGrainCallContext context)
        {
            var isWanted = _isWanted(context);
            await context.Invoke();
            if (isWanted && _lost.TrySetResult())
            {
                throw new TimeoutException("The answer is lost.");
            }

            if (isWanted)
            {
                _toldAgain.SetResult();
            }
        }
    }
}
