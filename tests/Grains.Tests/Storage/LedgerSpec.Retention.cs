using FChat.Calls;
using FChat.Ledger;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using Orleans.Runtime;
using static FChat.Storage.Rows;

namespace FChat.Storage;

/// <content>What is dropped when it is old.</content>
public abstract partial class LedgerSpec
{
    private static readonly DateTimeOffset Now = new(2026, 11, 22, 10, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task What_grains_remember_of_calls_is_dropped_when_they_are_long_over_and_nothing_else_is()
    {
        var (old, oldAndOpen, unknown, young) = (MadeAt(days: -8, 1), MadeAt(days: -8, 2), MadeAt(days: -9, 3), MadeAt(days: -6, 4));
        await Write(Of(RowOf(old).Ended(CallStatus.Ended, EndReason.Completed, 1), RowOf(oldAndOpen), RowOf(young).Ended(CallStatus.Ended, EndReason.Completed, 1)));
        foreach (var call in new[] { old, oldAndOpen, unknown, young })
        {
            await Remember(call);
        }

        using (var retention = new Retention(
            _writer, Options.Create(new LedgerOptions()), Options.Create(new CallOptions()), Options.Create(new Webhooks.WebhookOptions()), new FakeTimeProvider(Now), NullLogger<Retention>.Instance))
        {
            await retention.Sweep();
        }

        Assert.Equal((false, true, false, true), (await IsRemembered(old), await IsRemembered(oldAndOpen), await IsRemembered(unknown), await IsRemembered(young)));
        Assert.Equal(3, (await History()).Total);
    }

    [Fact]
    public async Task So_many_are_dropped_at_a_time_the_oldest_first()
    {
        foreach (var number in new[] { 3, 1, 2 })
        {
            await Remember(MadeAt(days: -20 + number, (byte)number));
        }

        Assert.Equal(2, await _writer.ForgetCalls(MadeAt(days: 0, 0), 2, Cancellation));

        Assert.Equal((false, false, true), (await IsRemembered(MadeAt(-19, 1)), await IsRemembered(MadeAt(-18, 2)), await IsRemembered(MadeAt(-17, 3))));
    }

    private static CallId MadeAt(int days, byte number) => new(Ulid.NewUlid(Now.AddDays(days), [0, 0, 0, 0, 0, 0, 0, 0, 0, number]).ToString());

    private Task Remember(CallId call) => _storage.WriteStateAsync("call", KeyOf(call), new GrainState<Note>(new Note { Text = "remembered" }));

    private async Task<bool> IsRemembered(CallId call)
    {
        var state = new GrainState<Note>(new Note());
        await _storage.ReadStateAsync("call", KeyOf(call), state);
        return state.RecordExists;
    }

    private static GrainId KeyOf(CallId call) => GrainId.Create("call", $"c:{call.Value}");

    private static CallRow RowOf(CallId call) => Call(1) with { Call = call };
}
