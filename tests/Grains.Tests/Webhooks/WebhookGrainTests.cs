using System.Collections.Immutable;
using FChat.Calls;
using FChat.Ledger;
using FChat.Time;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Time.Testing;
using Orleans.Runtime;
using Orleans.Storage;
using Orleans.TestingHost;

namespace FChat.Webhooks;

/// <summary>One receiver's grain, with events, sender, storage and time in the test's hand.</summary>
public sealed class WebhookGrainTests : IAsyncLifetime
{
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 11, 22, 10, 0, 0, TimeSpan.Zero));
    private readonly ListedEvents _events = new();
    private readonly ScriptedSender _sender = new();
    private readonly ShelfStorage _storage = new();
    private readonly InProcessTestCluster _cluster;

    public WebhookGrainTests()
    {
        var builder = new InProcessTestClusterBuilder(1);
        builder.ConfigureSilo((_, silo) => Configure(silo.Services));
        _cluster = builder.Build();
    }

    private IWebhookGrain Billing => _cluster.Client.Webhook("billing");

    public async ValueTask InitializeAsync()
    {
        await _cluster.DeployAsync();
        await Billing.Wake(); // from here on it hears of what happens
    }

    public ValueTask DisposeAsync() => _cluster.DisposeAsync();

    [Fact]
    public async Task A_call_whose_receiver_refuses_it_for_ever_is_given_up_and_holds_up_no_other()
    {
        _sender.Refuses = stored => stored.Call.Value == "a" && stored.Seq == 1;
        _events.Add(_time.GetUtcNow(), ("a", 1), ("a", 2), ("b", 1), ("b", 2));

        await Until("b2");
        Assert.DoesNotContain("a2", _sender.Taken);

        _time.Advance(TimeSpan.FromDays(2));
        await Until("a2");
        Assert.DoesNotContain("a1", _sender.Taken);
    }

    [Fact]
    public async Task A_sender_that_fails_as_it_should_not_costs_a_try_and_not_the_receiver()
    {
        _sender.Throws = 40;
        _events.Add(_time.GetUtcNow(), [.. Enumerable.Range(0, 40).Select(i => ($"call{i}", 1L))]);

        await Until([.. Enumerable.Range(0, 40).Select(i => $"call{i}1")]);
    }

    [Fact]
    public async Task A_replay_is_from_a_position_that_is_there_and_sends_all_that_follows()
    {
        _events.Add(_time.GetUtcNow(), ("a", 1), ("a", 2), ("b", 1));
        await Until("a1", "a2", "b1");

        Assert.Equal(ErrorCode.InvalidArgument, (await Billing.Replay(4).Soon()).Refusal?.Code);
        Assert.Equal(ErrorCode.InvalidArgument, (await _cluster.Client.Webhook("nobody").Replay(0).Soon()).Refusal?.Code);
        _sender.Forget();

        Assert.True((await Billing.Replay(1).Soon()).IsDone);
        await Until("a2", "b1");
        Assert.DoesNotContain("a1", _sender.Taken);
    }

    [Fact]
    public async Task What_was_given_up_is_tried_for_as_long_again_when_it_is_asked_for_again()
    {
        _sender.Refuses = _ => true;
        _events.Add(_time.GetUtcNow(), ("a", 1));
        await Wakes(() => _sender.Tries == 1);
        _time.Advance(TimeSpan.FromDays(2));
        await Wakes(() => _sender.Tries == 2);
        var left = 3;
        _sender.Refuses = _ => left-- > 0;

        Assert.True((await Billing.Replay(0).Soon()).IsDone);
        await Until("a1");
        Assert.Equal(6, _sender.Tries);
    }

    [Fact]
    public async Task A_replay_that_cannot_be_stored_is_unavailable_and_sends_nothing_again()
    {
        _events.Add(_time.GetUtcNow(), ("a", 1));
        await Until("a1");
        _sender.Forget();
        _storage.Fail(new IOException("no room"));

        Assert.Equal(ErrorCode.Unavailable, (await Billing.Replay(0).Soon()).Refusal?.Code);

        _storage.Fail(null);
        _events.Add(_time.GetUtcNow(), ("b", 1));
        await Until("b1");
        Assert.DoesNotContain("a1", _sender.Taken);
    }

    private Task Until(params string[] taken) => Wakes(() => taken.All(_sender.Taken.Contains));

    // As the silos do again and again; what rests does so by fake time.
    private async Task Wakes(Func<bool> isEnough)
    {
        while (!isEnough())
        {
            TestContext.Current.CancellationToken.ThrowIfCancellationRequested();
            await Billing.Wake();
            _time.Advance(TimeSpan.FromMilliseconds(100));
            await Task.Yield();
        }
    }

    private void Configure(IServiceCollection services)
    {
        services.AddFChatGrains();
        services.AddKeyedSingleton<TimeProvider>(TimeProviderNames.Grains, _time);
        services.AddSingleton<IWebhookSender>(_sender);
        var ledger = new FreeLedger();
        services.AddSingleton<ILedgerWriter>(ledger).AddSingleton<ICallLedger>(ledger).AddSingleton<IRoomLedger>(ledger).AddSingleton<ICallEventLedger>(_events);
        services.AddSingleton<IGrainStorage>(_storage);
        services.AddKeyedSingleton<IGrainStorage>(Orleans.Providers.ProviderConstants.DEFAULT_STORAGE_PROVIDER_NAME, _storage);
        services.Configure<WebhookOptions>(options =>
        {
            options.LookEvery = TimeSpan.FromMinutes(1);
            options.Endpoints.Add(new WebhookEndpoint { Name = "billing", Url = new Uri("https://example.org/"), Secret = "whsec_MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIz" });
        });
    }

    private sealed class ListedEvents : ICallEventLedger
    {
        private ImmutableArray<StoredCallEvent> _all = [];

        public void Add(DateTimeOffset at, params IEnumerable<(string Call, long Seq)> events)
        {
            foreach (var (call, seq) in events)
            {
                _all = _all.Add(new StoredCallEvent(_all.Length + 1, new CallId(call), seq, at, "{}"));
            }
        }

        public Task<ImmutableArray<StoredCallEvent>> After(long position, CallId? call, int most, CancellationToken cancellation) =>
            Task.FromResult<ImmutableArray<StoredCallEvent>>([.. _all.Where(one => one.Position > position).Take(most)]);

        public Task<long> Last(CancellationToken cancellation) => Task.FromResult((long)_all.Length);
    }

    private sealed class ScriptedSender : IWebhookSender
    {
        private readonly Lock _gate = new();
        private readonly List<string> _taken = [];

        public Func<StoredCallEvent, bool> Refuses { get; set; } = _ => false;

        public int Throws { get; set; }

        public int Tries { get; private set; }

        public IReadOnlyList<string> Taken
        {
            get
            {
                lock (_gate)
                {
                    return [.. _taken];
                }
            }
        }

        public void Forget()
        {
            lock (_gate)
            {
                _taken.Clear();
            }
        }

        public Task<string?> Send(WebhookEndpoint to, StoredCallEvent stored)
        {
            lock (_gate)
            {
                Tries++;
                if (Throws-- > 0)
                {
                    throw new InvalidOperationException("as it should not");
                }

                if (Refuses(stored))
                {
                    return Task.FromResult<string?>("status 503");
                }

                _taken.Add($"{stored.Call}{stored.Seq}");
                return Task.FromResult<string?>(null);
            }
        }
    }
}
