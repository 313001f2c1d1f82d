using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace FChat.Ledger;

/// <summary>How grains' rows reach SQL, and how overdue calls are found there. Section <c>Ledger</c>.</summary>
public sealed class LedgerOptions
{
    /// <summary>The section's name.</summary>
    public const string Section = "Ledger";

    /// <summary>Hand-overs that may wait to be written, 100 to 1,000,000. Default 10,000. When it is full, the next ones wait for room.</summary>
    [Range(100, 1_000_000)]
    public int Queue { get; set; } = 10_000;

    /// <summary>Most hand-overs of one transaction, 1 to 5,000. Default 250.</summary>
    [Range(1, 5_000)]
    public int Batch { get; set; } = 250;

    /// <summary>First pause before a refused batch is repeated, 10 ms to 10 s; it doubles each time. Default 100 ms.</summary>
    [Range(typeof(TimeSpan), "00:00:00.010", "00:00:10")]
    public TimeSpan FirstPause { get; set; } = TimeSpan.FromMilliseconds(100);

    /// <summary>Longest pause, 100 ms to 1 min; not below <see cref="FirstPause"/>. Default 2 s: SQL is whole again within 5 s of the database's return.</summary>
    [Range(typeof(TimeSpan), "00:00:00.100", "00:01:00")]
    public TimeSpan LongestPause { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>How long a read waits for rows that are still on their way, 0 to 10 s. Default 2 s; then it answers with what is there.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:00:10")]
    public TimeSpan ReadWait { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>Time between two looks for overdue calls, 1 s to 1 min, up to a fifth more at random. Default 5 s. Nobody else ends a call whose silo died.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:01:00")]
    public TimeSpan SweepEvery { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>Most overdue calls of one look, 1 to 10,000. Default 500.</summary>
    [Range(1, 10_000)]
    public int SweepMost { get; set; } = 500;

    /// <summary>
    /// How long what a call's grain remembers is kept beyond the longest that the call can have lasted, 1 h to 3650 days. Default 7 days.
    /// From then on the call is unknown to those who ask for it itself (<see cref="ErrorCode.CallNotFound"/> instead of <see cref="ErrorCode.CallEnded"/>); histories have it for ever.
    /// </summary>
    [Range(typeof(TimeSpan), "01:00:00", "3650.00:00:00")]
    public TimeSpan KeepCalls { get; set; } = TimeSpan.FromDays(7);

    /// <summary>Calls that are woken at once, 1 to 256. Default 16.</summary>
    [Range(1, 256)]
    public int SweepAtOnce { get; set; } = 16;
}

/// <summary>Checks each of <see cref="LedgerOptions"/> at start.</summary>
[OptionsValidator]
public sealed partial class LedgerOptionsValidator : IValidateOptions<LedgerOptions>;

/// <summary>Checks at start what two of <see cref="LedgerOptions"/> promise together.</summary>
public sealed class LedgerPausesValidator : IValidateOptions<LedgerOptions>
{
    /// <inheritdoc/>
    public ValidateOptionsResult Validate(string? name, LedgerOptions options) =>
        options.FirstPause <= options.LongestPause
            ? ValidateOptionsResult.Success
            : ValidateOptionsResult.Fail("Ledger:FirstPause must not be longer than Ledger:LongestPause.");
}
