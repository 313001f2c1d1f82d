using FChat.Calls;
using FChat.Gateway.Delivery;
using FChat.Gateways;

namespace FChat.Gateway.Lease;

/// <summary>
/// Renews this gateway's interest in one call and acts on the answer. What differs once may be on its way; what differs twice running was lost,
/// and the connections concerned are cut off so that they come back and resume. A call that lost its memory is told to its clients by its new epoch.
/// </summary>
internal sealed class CallInterestRenewal(GatewayIdentity gateway, LocalRoster roster, ClusterNotes notes, EventDelivery delivery)
{
    /// <summary>Renews.</summary>
    public Task Renew(LocalCall call) => notes.Say("interest in a call", () => Ask(call));

    private async Task Ask(LocalCall call)
    {
        var seats = call.Seats.Where(seat => seat.IsAnswered).Select(seat => (Seat: seat, seat.Generation)).ToList();
        if (seats.Count == 0)
        {
            return;
        }

        var (epoch, seq) = call.Seen;
        var answer = await call.Grain.Renew(gateway.Id, new CallInterest([.. seats.Select(entry => entry.Seat.Connection.Id)], epoch, seq));
        var doubted = seats
            .Where(entry => entry.Seat.Generation == entry.Generation && IsDoubtful(entry.Seat, answer, seq))
            .Select(entry => entry.Seat)
            .ToList();
        foreach (var seat in call.Renewed(doubted))
        {
            roster.Remove(seat);
            seat.Connection.Abort();
        }

        if (!answer.IsOver && answer.Epoch > epoch)
        {
            TellEpoch(call, answer.Epoch);
        }
    }

    private static bool IsDoubtful(CallSeat seat, InterestAnswer answer, long seq) =>
        answer.IsOver || answer.Unseated.Contains(seat.Connection.Id) || (answer.Epoch == seat.Call.Seen.Epoch && answer.Seq > seq && seat.Call.Seen.Seq == seq);

    // An event without content: the epoch alone makes clients resume. Its number is the one before an epoch's first broadcast, as when the call itself
    // tells of its epoch: a device that has resumed meanwhile is not told, and what this gateway has seen of the epoch stays what it is.
    private void TellEpoch(LocalCall call, long epoch) => delivery.Deliver(Envelope.To(
        new CallAudience(call.Id),
        new CallUpdated(null, null, null),
        new CallStamp(call.Id, epoch, Seq: 0)));
}
