using Orleans.Runtime;

namespace FChat.Gateways;

/// <summary>What has gone wrong with one batch so far, and whether it is enough to give the gateway up.</summary>
/// <param name="since">When it was tried first.</param>
internal sealed class LinkTrouble(LinkServices services, long since)
{
    private int _failures;
    private bool _clientIsGone;

    public bool IsTooMuch =>
        _clientIsGone
        || _failures >= services.Options.Failures
        || services.Time.GetElapsedTime(since) >= services.Options.LeaseWait;

    public void Failed(Exception failure, GatewayId gateway)
    {
        _failures++;
        _clientIsGone = failure is ClientNotAvailableException;
        LinkLog.BatchFailed(services.Log, failure, gateway, _failures);
    }
}
