using System.Collections.Immutable;
using FChat.Calls;
using FChat.Streams;

namespace FChat.Gateways;

/// <summary>
/// Takes what one gateway's connections signal to the calls of one silo, many signals with one message. Lives on that silo and nowhere else:
/// its key is <c>s:&lt;silo&gt;/&lt;gateway&gt;/&lt;lane&gt;</c>. Without state.
/// </summary>
[Alias("fchat.ISignalRouterGrain")]
public interface ISignalRouterGrain : IGrainWithStringKey
{
    /// <summary>Hands each signal to its call.</summary>
    /// <returns>One answer for each, in their order; <see cref="SignalAnswer.NotHere"/> where the call is not active on this silo.</returns>
    [ResponseTimeout("00:00:03"), Alias("route")]
    Task<ImmutableArray<SignalAnswer>> Route(ImmutableArray<RoutedSignal> signals);

    /// <summary>Where a gateway may open a stream for the same; null: this silo takes none.</summary>
    [ResponseTimeout("00:00:03"), Alias("stream_door")]
    Task<StreamDoor?> Door();
}

/// <summary>A signal and the call that it is for.</summary>
[GenerateSerializer, Immutable, Alias("fchat.RoutedSignal")]
public sealed record RoutedSignal(CallId Call, SendSignal Signal);
