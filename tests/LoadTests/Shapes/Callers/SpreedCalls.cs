using FChat.LoadTests.Clients.Spreed;
using FChat.LoadTests.Measuring;

namespace FChat.LoadTests.Shapes.Callers;

/// <summary>Rooms of a nextcloud-spreed-signaling, which are there as soon as somebody joins, and have no ring.</summary>
/// <param name="backend">Where the server asks who a user is.</param>
public sealed class SpreedCalls(Uri backend) : ICallService
{
    private int _rooms;

    /// <inheritdoc/>
    public bool HasAnswers => false;

    /// <inheritdoc/>
    public bool TellsTheChanger => false;

    /// <inheritdoc/>
    public async Task<ICaller> ConnectAsync(Uri server, string user, ICallSeat seat, Faults faults, CancellationToken stop)
    {
        var caller = new SpreedCaller(seat);
        caller.Use(await SpreedClient.ConnectAsync(server, backend, user, caller, stop));
        return caller;
    }

    /// <inheritdoc/>
    public Task<string> BeginAsync(IReadOnlyList<ICaller> people, int rung, CancellationToken stop) =>
        Task.FromResult($"{people[0].User}-{Interlocked.Increment(ref _rooms)}");

    /// <inheritdoc/>
    public void Dispose()
    {
    }
}
