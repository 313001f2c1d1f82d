using System.Diagnostics;
using System.Text;
using FChat.LoadTests.Clients;
using FChat.LoadTests.Shapes.Signals;

namespace FChat.LoadTests.Shapes;

public sealed class OpenLoopTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Held = TimeSpan.FromMilliseconds(20);

    [Fact]
    public void Due_times_do_not_gather_rounding_errors()
    {
        var loop = new OpenLoop([], perSecond: 3);

        Assert.Equal(1_000 + Stopwatch.Frequency * 100_000, loop.Due(start: 1_000, number: 300_000));
    }

    [Fact]
    public async Task What_was_due_while_the_sender_was_held_up_is_sent_with_its_own_due_time()
    {
        using var enough = new CancellationTokenSource();
        var dues = new List<long>();
        var line = new SignalLine(1, Take, "01CALL", "bob", acknowledged: false);
        var loop = new OpenLoop([line], perSecond: 500);

        var running = Task.Run(() => loop.RunAsync(enough.Token), TestContext.Current.CancellationToken);
        await running.WaitAsync(Patience, TestContext.Current.CancellationToken);

        var step = Stopwatch.Frequency / 500;
        Assert.All(dues.Zip(dues.Skip(1)), pair => Assert.Equal(step, pair.Second - pair.First));
        Assert.True(loop.Lateness.Percentile(1) >= Held - TimeSpan.FromMilliseconds(2), $"{loop.Lateness.Percentile(1)}");

        void HoldFirst()
        {
            var begun = Stopwatch.GetTimestamp();
            while (dues.Count == 0 && Stopwatch.GetElapsedTime(begun) < Held)
            {
            }
        }

        void Take(ReadOnlySpan<byte> record)
        {
            HoldFirst();
            dues.Add(DueOf(record));
            if (dues.Count == 50)
            {
                enough.Cancel();
            }
        }
    }

    private static long DueOf(ReadOnlySpan<byte> record)
    {
        var signal = ReceivedSignal.Read(HubRecord.Read(record[..^1]).Body);
        Assert.True(SignalContent.TryRead(signal.Content, out _, out _, out var due), Encoding.UTF8.GetString(record));
        return due;
    }
}
