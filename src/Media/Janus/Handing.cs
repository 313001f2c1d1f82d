namespace FChat.Media.Janus;

/// <summary>Hands a new peer connection over to who asked for it.</summary>
internal static class Handing
{
    /// <summary>Begins it. What happens to it is told only after the task has ended: nobody hears of something that they do not know yet.</summary>
    public static Task<SfuOutcome<T>> Over<T>(JanusPeer peer, Func<Task<SfuRefusal?>> begin)
        where T : class
    {
        var handed = new TaskCompletionSource<SfuOutcome<T>>(TaskCreationOptions.RunContinuationsAsynchronously);
        _ = Run();
        return handed.Task;

        async Task Run()
        {
            try
            {
                if (await begin() is { } refusal)
                {
                    peer.End(null);
                    handed.SetResult(refusal);
                    return;
                }

                handed.SetResult(SfuOutcome.Of((T)(object)peer));
                peer.Release();
            }
            catch (OperationCanceledException cancelled)
            {
                peer.End(null);
                handed.SetCanceled(cancelled.CancellationToken);
            }
            catch (Exception failure)
            {
                peer.End(null);
                handed.SetException(failure);
            }
        }
    }
}
