namespace FChat.Time;

/// <summary>Time that runs as everywhere, and later by as much as is set: for hours in which no process ran.</summary>
internal sealed class LaterTime : TimeProvider
{
    public TimeSpan Later { get; set; }

    public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + Later;
}
