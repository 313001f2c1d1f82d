using FChat.LoadTests.Clients;
using FChat.LoadTests.Measuring;

namespace FChat.LoadTests.Shapes.Callers;

/// <summary>Calls of the service, and of the hubs that stand in for it.</summary>
public sealed class HubCalls : ICallService
{
    private readonly TokenDesk _desk = new();

    /// <inheritdoc/>
    public bool HasAnswers => true;

    /// <inheritdoc/>
    public bool TellsTheChanger => true;

    /// <inheritdoc/>
    public async Task<ICaller> ConnectAsync(Uri server, string user, ICallSeat seat, Faults faults, CancellationToken stop)
    {
        var caller = new HubCaller(seat, faults);
        caller.Use(await HubClient.ConnectAsync(server, user, await _desk.IssueAsync(server, user, stop), caller, stop));
        return caller;
    }

    /// <inheritdoc/>
    public async Task<string> BeginAsync(IReadOnlyList<ICaller> people, int rung, CancellationToken stop)
    {
        var caller = ((HubCaller)people[0]).Client;
        foreach (var one in people.Cast<HubCaller>())
        {
            one.ListenTo(caller.User);
        }

        string[] others = [.. people.Skip(1).Select(one => one.User)];
        var room = await CallSetUp.RoomAsync(caller, others, stop);
        return await CallSetUp.InitiateAsync(caller, room, "Video", others[..Math.Min(rung, others.Length)], stop);
    }

    /// <inheritdoc/>
    public void Dispose() => _desk.Dispose();
}
