using FChat.Core.Calls;
using FChat.Webhooks;
using Microsoft.Extensions.Options;

namespace FChat.Calls;

/// <summary>The rules that the options make, with a media server and without one.</summary>
internal sealed class CallRuleBook(IOptions<CallOptions> calls, IOptions<TopologyOptions> topology, IOptions<WebhookOptions> webhooks)
{
    private readonly CallRules _withSfu = Make(calls.Value, topology.Value, webhooks.Value, hasSfu: true);
    private readonly CallRules _withoutSfu = Make(calls.Value, topology.Value, webhooks.Value, hasSfu: false);

    public CallOptions Options => calls.Value;

    public TopologyOptions Topology => topology.Value;

    public CallRules For(bool hasSfu) => hasSfu ? _withSfu : _withoutSfu;

    private static CallRules Make(CallOptions calls, TopologyOptions topology, WebhookOptions webhooks, bool hasSfu) => calls.ToRules() with
    {
        RecordsEvents = webhooks.Endpoints.Count > 0,
        Topology = topology.ToRules() with { HasSfu = hasSfu },
    };
}
