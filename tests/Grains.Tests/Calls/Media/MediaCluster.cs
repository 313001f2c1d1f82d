using System.Text;
using System.Text.Json;
using FChat.Gateways;
using FChat.Media;
using FChat.Time;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace FChat.Calls.Media;

/// <summary>A silo with a fake media server, where a mesh holds two, three may publish and two are heard.</summary>
public sealed class MediaCluster : IAsyncLifetime
{
    private readonly CallCluster _calls;

    public MediaCluster() => _calls = new CallCluster(services =>
    {
        services.Replace(ServiceDescriptor.Singleton<ISfu>(Sfu));
        services.Configure<TopologyOptions>(options => (options.MeshLimit, options.VideoMeshLimit, options.MaxPublishers, options.LoudestHeard) = (2, 2, 3, 2));
    });

    internal CallCluster Calls => _calls;

    internal FakeSfu Sfu { get; } = new();

    public ValueTask InitializeAsync() => _calls.InitializeAsync();

    public ValueTask DisposeAsync() => _calls.DisposeAsync();

    /// <summary>Ann, Bob and Cid are in a call that goes through the media server.</summary>
    internal async Task<ICallGrain> Call()
    {
        var call = await _calls.Call(CallCluster.Ann, CallCluster.Bob, CallCluster.Cid);
        await Until(call, view => view.Sfu is { Available: true });
        return call;
    }

    /// <summary>Waits until the call looks like that.</summary>
    internal static async Task<CallView> Until(ICallGrain call, Func<CallView, bool> fits)
    {
        CallView view;
        do
        {
            await Task.Yield();
            view = (await call.View(null).Soon()).Value!;
        }
        while (!fits(view));

        return view;
    }

    internal FakeRoom RoomOf(ICallGrain call) => Sfu.RoomOf(IdOf(call));

    internal static CallId IdOf(ICallGrain call) => new(GrainKeys.IdOf(call.GetPrimaryKeyString()));

    /// <summary>Somebody publishes, and media flows.</summary>
    internal async Task<FakePublication> Publish(ICallGrain call, UserId user, long session = 1)
    {
        Assert.Null((await Offer(call, user, session)).Refusal);
        var publication = RoomOf(call).Of(user);
        var before = FeedOf((await call.View(null).Soon()).Value!, user);
        RoomOf(call).Tell(new PublicationUp(publication));
        await Until(call, view => FeedOf(view, user) is { } feed && feed != before);
        return publication;
    }

    internal static long? FeedOf(CallView view, UserId user) => view.Participants.Single(p => p.User == user).Feed;

    internal static Task<Outcome<Done>> Offer(ICallGrain call, UserId user, long session = 1, string sdp = "sdp") =>
        call.SignalMedia(new SendMediaSignal(user, SignalType.Offer, Payload(new { type = "offer", sdp }), Publishing(user, session))).Soon();

    internal static StreamRef Publishing(UserId user, long session = 1) => new(user, StreamDirection.Publish, session);

    internal static Task<Outcome<Done>> Want(ICallGrain call, UserId user, params StreamWish[] wishes) =>
        call.Subscribe(new UpdateSubscriptions(user, [.. wishes])).Soon();

    internal static StreamWish All(UserId publisher, long? feed = null) => new(publisher, feed, VideoLayer.High, Screen: true);

    internal static SignalPayload Payload(object json) => new(JsonSerializer.SerializeToUtf8Bytes(json));

    /// <summary>Waits for what the media server says to somebody.</summary>
    internal async Task<WebRtcSignal> Said(ICallGrain call, UserId to, Func<WebRtcSignal, bool> fits)
    {
        var connection = new ConnectionAudience(CallCluster.SeatOf(to).Connection!.Value);
        var sent = await _calls.Links.Until(e => e.Audience == connection && e.Content is { Event: WebRtcSignal signal, Stamp: { } stamp } && stamp.Call == IdOf(call) && fits(signal));
        return (WebRtcSignal)sent.Content.Event;
    }

    internal static string SdpOf(WebRtcSignal signal) => JsonDocument.Parse(signal.SignalData.Utf8Json).RootElement.GetProperty("sdp").GetString()!;

    internal static string TextOf(WebRtcSignal signal) => Encoding.UTF8.GetString(signal.SignalData.Utf8Json);

    /// <summary>Waits until it is so.</summary>
    internal static async Task Becomes(Func<bool> isSo)
    {
        for (var begun = TimeProvider.System.GetTimestamp(); !isSo(); await Task.Yield())
        {
            Assert.True(TimeProvider.System.GetElapsedTime(begun) < TimeSpan.FromSeconds(10), "It did not become so.");
        }
    }
}
