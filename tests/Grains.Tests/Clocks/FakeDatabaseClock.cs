using System.Threading.Channels;
using Npgsql;

namespace FChat.Clocks;

/// <summary>A database whose clock is as far away as a test says, or which is away itself.</summary>
internal sealed class FakeDatabaseClock : IDatabaseClock
{
    private readonly Channel<bool> _asked = Channel.CreateUnbounded<bool>();

    /// <summary>Seconds by which the own clock is ahead; null: the database is away.</summary>
    public double? Ahead { get; set; } = 0;

    /// <summary>Ends when somebody has asked once more.</summary>
    public ValueTask<bool> Asked => _asked.Reader.ReadAsync(TestContext.Current.CancellationToken);

    public Task<ClockSkew> Compare(CancellationToken cancellation)
    {
        _asked.Writer.TryWrite(true);
        return Ahead is { } seconds ? Task.FromResult(new ClockSkew(TimeSpan.FromSeconds(seconds), TimeSpan.Zero)) : throw new NpgsqlException("away");
    }
}
