using FChat.Calls;
using FChat.Presence;
using FChat.Rooms;

namespace FChat.Gateways;

/// <summary>Guesses how many bytes an envelope takes between processes: near enough to bound a batch and an outbox, and without serialising it.</summary>
internal static class EnvelopeSize
{
    private const int Frame = 200;
    private const int Person = 160;
    private const int Name = 48;

    public static int Estimate(Envelope envelope) => Frame + OfEvent(envelope.Content.Event) + OfAudience(envelope.Audience);

    private static int OfAudience(Audience audience) => audience is UsersAudience users ? users.Users.Length * Name : Name;

    private static int OfEvent(ServiceEvent content) => content switch
    {
        WebRtcSignal signal => signal.SignalData.Utf8Json.Length,
        CallInitiated ring => Frame + (ring.Call.Participants.Length * Person),
        CallParticipantJoined joined => joined.Joined.Length * Person,
        CallParticipantUpdated updated => updated.Updated.Length * Person,
        PresenceChanged presence => presence.Changes.Length * Person,
        MessageCreated message => Frame + message.Message.Content.Length,
        RoomUpdated room => Frame + (room.Room.Members.Length * Person),
        _ => Frame,
    };
}
