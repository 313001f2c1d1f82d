using FChat.Core.Calls;

namespace FChat.Calls;

/// <content>Answers that must fit a place in the streams: in a busy call they go with the event that gathers what happened in a moment, rather than being one more reason for an event.</content>
internal sealed partial class CallGrain
{
    public Task<Outcome<CallView>> View(UserId? viewer)
    {
        if (_teller is not { } teller)
        {
            return Task.FromResult<Outcome<CallView>>(Refusal.CallNotFound);
        }

        var seen = Awaited<Outcome<CallView>>();
        teller.WhenTold(() => seen.TrySetResult(Read(viewer, told => told.View())));
        return Soon(seen.Task);
    }

    /// <summary>Decides, saves, and answers when everybody has been told.</summary>
    private async Task<Outcome<T>> Answer<T>(CallCommand command, Func<CallTeller, T> answer)
    {
        var told = Awaited<T>();
        var refusal = await Apply(command, teller => teller.WhenTold(() => told.TrySetResult(answer(teller))));
        return refusal is null ? await Soon(told.Task) : refusal;
    }

    private async Task<T> Soon<T>(Task<T> answer)
    {
        const ConfigureAwaitOptions OnlyWait = ConfigureAwaitOptions.ContinueOnCapturedContext | ConfigureAwaitOptions.SuppressThrowing;
        await ((Task)answer).WaitAsync(_services.Options.GatherFor * 2, _services.Time).ConfigureAwait(OnlyWait);
        if (!answer.IsCompleted)
        {
            _teller?.Flush(); // the timer for it is gone, as when the activation ends
        }

        return await answer;
    }

    private static TaskCompletionSource<T> Awaited<T>() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
