using Orleans.Runtime;

namespace FChat.Gateways;

/// <summary>What has gone wrong with one batch so far, and whether it is enough to give the gateway up.</summary>
internal sealed class LinkTrouble(LinkServices services)
{
    private readonly long _since = services.Time.GetTimestamp();
    private int _failures;
    private bool _clientIsGone;

    public bool IsTooMuch =>
        _clientIsGone
        || _failures >= services.Options.Failures
        || services.Time.GetElapsedTime(_since) >= services.Options.LeaseWait;

    public void Failed(Exception failure, GatewayId gateway)
    {
        _failures++;
        _clientIsGone = failure is ClientNotAvailableException;
        LinkLog.BatchFailed(services.Log, failure, gateway, _failures);
    }
}
