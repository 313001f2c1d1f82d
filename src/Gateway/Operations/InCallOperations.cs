using System.Collections.Immutable;
using FChat.Calls;
using FChat.Gateway.Wire;

namespace FChat.Gateway.Operations;

/// <summary>Operations inside a call, and coming back to it.</summary>
internal static class InCallOperations
{
    private const long DefaultParticipants = 100;

    /// <summary>The table.</summary>
    public static ImmutableArray<Operation> All { get; } =
    [
        new("resume_call", Access.Write, [Fields.Call, Fields.Epoch, Fields.Seq, Fields.SignalSeq, Fields.Device], typeof(ResumeReply), Seating.Resume),

        new("update_media_state", Access.Write, [Fields.Call, Fields.Muted, Fields.CameraOn, Fields.ScreenSharing, Fields.HandRaised], null, UpdateMedia),

        new("end_call", Access.Write, [Fields.Call], null, static (request, arguments) =>
            request.Call(arguments.Get(Fields.Call)).Execute(new EndCall(request.Caller.User, arguments.Command)).Answer()),

        new("remove_participant", Access.Write, [Fields.Call, Fields.User], null, static (request, arguments) =>
            request.Call(arguments.Get(Fields.Call)).Execute(new RemoveParticipant(
                request.Caller.User, arguments.Command, arguments.Get(Fields.User))).Answer()),

        new("mute_participant", Access.Write, [Fields.Call, Fields.User], null, static (request, arguments) =>
            request.Call(arguments.Get(Fields.Call)).Execute(new MuteParticipant(
                request.Caller.User, arguments.Command, arguments.Get(Fields.User))).Answer()),

        new("get_participants", Access.Read, [Fields.Call, Fields.Page, Fields.ParticipantsPageSize], typeof(ParticipantPage), static (request, arguments) =>
            request.Call(arguments.Get(Fields.Call)).Participants(
                request.Caller.User,
                (int)arguments.Get(Fields.Page, 1),
                (int)arguments.Get(Fields.ParticipantsPageSize, DefaultParticipants)).Answer()),

        new("get_ice_servers", Access.Read, [], typeof(IceReply), static (request, _) =>
            ValueTask.FromResult(Answer.Of(new IceReply(request.Ice.For(request.Caller.User), request.Ice.TransportPolicy)))),

        new("report_call_stats", Access.Adds, [Fields.Call, Fields.FirstMedia, Fields.RoundTrip, Fields.PacketLoss, Fields.Relayed], null, CallStats.Report),
    ];

    private static ValueTask<Answer> UpdateMedia(DoorRequest request, Arguments arguments)
    {
        var call = arguments.Get(Fields.Call);
        return request.HasGivenUp(call)
            ? ValueTask.FromResult<Answer>(Refusal.NotAParticipant)
            : request.Call(call).Execute(new UpdateMediaState(
                request.Caller.User,
                arguments.Command,
                arguments.Find(Fields.Muted),
                arguments.Find(Fields.CameraOn),
                arguments.Find(Fields.ScreenSharing),
                arguments.Find(Fields.HandRaised))).Answer();
    }
}
