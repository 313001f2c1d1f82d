using System.Text.Json;
using Microsoft.Extensions.Logging;

namespace FChat.Durable;

/// <content>What becomes of a write whose outcome is unknown: the row is read until it can be, and says.</content>
public sealed partial class GroupCommit<T>
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(2);
    private CommitFailedException? _unsettled;
    private bool _isAmended;
    private bool _hasLeft;

    /// <summary>The grain goes: nobody waits for the outcome of a write any more.</summary>
    public void Leave() => _hasLeft = true;

    private async Task Settle(Generation failed, Exception failure)
    {
        LogUnsettled(log, typeof(T).Name, failure.GetType().Name, failure.Message);
        _unsettled = new CommitFailedException(failure);
        FailWaiters(_unsettled);
        (_writing, _gathering, _current, _isAmended) = (null, null, _settled, false);
        if (await ReadUntilKnown())
        {
            Decide(failed, failure);
        }
    }

    // False: the grain goes before anything is known.
    private async Task<bool> ReadUntilKnown()
    {
        for (var pause = FirstPause; !_hasLeft; pause = pause * 2 < LongestPause ? pause * 2 : LongestPause)
        {
            try
            {
                await storage.ReadStateAsync();
                return true;
            }
            catch (Exception failure)
            {
                LogStillUnsettled(log, typeof(T).Name, failure.GetType().Name, failure.Message);
            }

            await Task.Delay(pause, time);
        }

        return false;
    }

    private void Decide(Generation failed, Exception failure)
    {
        if (storage.Etag == failed.Etag)
        {
            _unsettled = null;
        }
        else if (!_isAmended && IsSame(storage.State, failed.Snapshot!))
        {
            _current = failed.Snapshot;
            Written(failed);
            _unsettled = null;
        }
        else
        {
            Break(failure);
        }
    }

    private bool IsSame(T one, T other) =>
        JsonSerializer.SerializeToUtf8Bytes(one, shape).AsSpan().SequenceEqual(JsonSerializer.SerializeToUtf8Bytes(other, shape));

    [LoggerMessage(LogLevel.Warning, "A {State} is in other hands: this activation goes, and decides nothing more. {Fault}: {Reason}")]
    private static partial void LogBroken(ILogger log, string state, string fault, string reason);

    [LoggerMessage(LogLevel.Warning, "A {State} could not be written, and whether it is on disk is unknown until it is read. {Fault}: {Reason}")]
    private static partial void LogUnsettled(ILogger log, string state, string fault, string reason);

    [LoggerMessage(LogLevel.Information, "Whether a {State} is on disk is still unknown. {Fault}: {Reason}")]
    private static partial void LogStillUnsettled(ILogger log, string state, string fault, string reason);
}
