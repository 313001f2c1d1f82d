using FChat.Media;

namespace FChat.Calls.Media;

/// <summary>Waits for the media servers to be others than when it was made.</summary>
internal sealed class SfuChange : IDisposable
{
    private readonly TaskCompletionSource _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly ISfu _sfu;

    public SfuChange(ISfu sfu)
    {
        _sfu = sfu;
        sfu.Changed += OnChanged;
    }

    public void Dispose() => _sfu.Changed -= OnChanged;

    /// <summary>Ends with the change, after <paramref name="longest"/>, or when it is cancelled. Never throws.</summary>
    public async Task Wait(TimeSpan longest, TimeProvider time, CancellationToken cancellation) =>
        await _changed.Task.WaitAsync(longest, time, cancellation).ConfigureAwait(ConfigureAwaitOptions.ContinueOnCapturedContext | ConfigureAwaitOptions.SuppressThrowing);

    private void OnChanged() => _changed.TrySetResult();
}
