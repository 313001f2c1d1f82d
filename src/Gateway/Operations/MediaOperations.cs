using System.Collections.Immutable;
using FChat.Calls;

namespace FChat.Gateway.Operations;

/// <summary>Operations on media that goes through a media server.</summary>
internal static class MediaOperations
{
    /// <summary>The table.</summary>
    public static ImmutableArray<Operation> All { get; } =
    [
        new("update_subscriptions", Access.Write, [Fields.Call, Fields.Streams], null, static (request, arguments) =>
            Ask(request, arguments, call => call.Subscribe(new UpdateSubscriptions(request.Caller.User, arguments.Get(Fields.Streams))))),

        new("set_media_role", Access.Write, [Fields.Call, Fields.User, Fields.MediaRole], null, static (request, arguments) =>
            request.Call(arguments.Get(Fields.Call)).Execute(new SetMediaRole(
                request.Caller.User, arguments.Command, arguments.Get(Fields.User), arguments.Get(Fields.MediaRole))).Answer()),
    ];

    /// <summary>A signal to the media server.</summary>
    public static ValueTask<Answer> Signal(DoorRequest request, Arguments arguments)
    {
        if (arguments.Find(Fields.Stream) is not { } stream)
        {
            return ValueTask.FromResult<Answer>(Refusal.Invalid(Fields.Stream.Name, "A signal to the media server names its stream."));
        }

        return Ask(request, arguments, call => call.SignalMedia(new SendMediaSignal(
            request.Caller.User, arguments.Get(Fields.SignalType), arguments.Get(Fields.SignalData), stream) { Id = arguments.Command }));
    }

    private static ValueTask<Answer> Ask(DoorRequest request, Arguments arguments, Func<ICallGrain, Task<Outcome<Done>>> ask)
    {
        var call = arguments.Get(Fields.Call);
        return request.HasGivenUp(call) ? ValueTask.FromResult<Answer>(Refusal.NotAParticipant) : ask(request.Call(call)).Answer();
    }
}
