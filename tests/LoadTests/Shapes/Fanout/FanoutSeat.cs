using System.Text;
using System.Text.Json;
using FChat.LoadTests.Clients;

namespace FChat.LoadTests.Shapes.Fanout;

/// <summary>One participant of the large call: checks that it hears of each change once and in order, and that the call's numbers have no gap from its joining on.</summary>
/// <param name="speaker">Whose changes are counted.</param>
public sealed class FanoutSeat(EventRound round, string speaker) : IHubListener
{
    private readonly byte[] _speaker = Encoding.UTF8.GetBytes(speaker);
    private readonly TaskCompletionSource _joined = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly EventNumbers _numbers = new(round.Faults);
    private long _seen;
    private long _heard;

    /// <summary>Ends when the service has answered the joining.</summary>
    public Task Joined => _joined.Task;

    /// <summary>Events of any kind that came, since the start.</summary>
    public long Heard => Volatile.Read(ref _heard);

    /// <summary>The events up to this number are given up.</summary>
    public void Forget(long number) => _seen = number;

    /// <inheritdoc/>
    public void OnEvent(ReadOnlySpan<byte> name, ReadOnlySpan<byte> argument)
    {
        Volatile.Write(ref _heard, _heard + 1);
        if (!EventNumbers.Numbers(name))
        {
            return;
        }

        var heard = MediaEvent.Read(argument, _speaker);
        _numbers.Check(name, heard.Seq);
        if (heard.Entries > 0)
        {
            Check(heard);
        }
    }

    /// <inheritdoc/>
    public void OnLightAnswer(bool accepted, ReadOnlySpan<byte> result)
    {
        if (!accepted)
        {
            var refusal = Encoding.UTF8.GetString(result);
            round.Faults.Report("refused", refusal);
            _joined.TrySetException(new InvalidOperationException($"Refused: {refusal}"));
        }
        else if (!_joined.Task.IsCompleted)
        {
            _numbers.Begin(Seq(JsonElement.Parse(result)));
            _joined.SetResult();
        }
    }

    /// <inheritdoc/>
    public void OnLost(string reason)
    {
        round.Faults.Report("connection lost", reason);
        _joined.TrySetException(new IOException(reason));
    }

    private void Check(MediaEvent heard)
    {
        var current = round.Current;
        if (_seen == current || heard.Entries > 1)
        {
            round.Faults.Report("doubled", $"event {_seen}");
        }
        else if (heard.Muted != IsMuted(current))
        {
            round.Faults.Report("out of order", $"event {current} says muted {heard.Muted}");
        }
        else
        {
            _seen = current;
            round.Arrived();
        }
    }

    /// <summary>What the speaker sets with the event of this number.</summary>
    public static bool IsMuted(long number) => number % 2 == 1;

    private static long? Seq(JsonElement answer) =>
        answer.GetProperty("data").TryGetProperty("seq_state", out var state) ? state.GetProperty("seq").GetInt64() : null;
}
