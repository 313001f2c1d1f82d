using System.Collections.Concurrent;
using FChat.Calls;
using FChat.Time;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace FChat.Gateways;

/// <summary>The links of one silo, as they are registered, with gateways and time in the test's hand.</summary>
internal sealed class LinksFixture : IGatewayObservers, IDisposable
{
    private readonly ConcurrentDictionary<GatewayId, HeldGateway> _gateways = [];
    private readonly ServiceProvider _services;

    public LinksFixture(params (string Option, string Value)[] options)
    {
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection(options.Select(o => KeyValuePair.Create($"Delivery:{o.Option}", (string?)o.Value)))
            .Build();
        _services = new ServiceCollection()
            .AddLogging()
            .AddSingleton<IConfiguration>(configuration)
            .AddKeyedSingleton<TimeProvider>(TimeProviderNames.Grains, Time)
            .AddSingleton<IGatewayObservers>(this)
            .AddFChatGrains()
            .BuildServiceProvider();
        Links = _services.GetRequiredService<IGatewayLinks>();
    }

    public WatchedTime Time { get; } = new();

    public IGatewayLinks Links { get; }

    public bool LeasesAreLost { get; set; }

    public static GatewayId Gateway { get; } = new("one");

    public HeldGateway this[GatewayId gateway] => _gateways.GetOrAdd(gateway, _ => new HeldGateway());

    public HeldGateway Ear => this[Gateway];

    public Task<IGatewayObserver?> Find(GatewayId gateway) => Task.FromResult<IGatewayObserver?>(LeasesAreLost ? null : this[gateway]);

    public void Send(params int[] numbers)
    {
        foreach (var number in numbers)
        {
            Links.Send(Gateway, Numbered(number));
        }
    }

    public void Dispose() => _services.Dispose();

    public static Envelope Numbered(int number, int bytes = 0) => Envelope.To(
        new UsersAudience([new UserId("bob")], null),
        new WebRtcSignal(new UserId("alice"), SignalType.Offer, new SignalPayload(new byte[bytes])),
        new CallStamp(new CallId("01J00000000000000000000000"), 1, number));

    public static IEnumerable<long> NumbersOf(DeliveryBatch batch) => batch.Envelopes.Select(e => e.Content.Stamp!.Seq);
}
