using Microsoft.Extensions.Logging;

namespace FChat.Gateways;

internal static partial class LinkLog
{
    [LoggerMessage(LogLevel.Warning, "A batch for gateway {Gateway} failed, {Failures} times so far")]
    public static partial void BatchFailed(ILogger log, Exception failure, GatewayId gateway, int failures);

    [LoggerMessage(LogLevel.Warning, "Gateway {Gateway} is given up; what waited for it is dropped")]
    public static partial void GivenUp(ILogger log, GatewayId gateway);
}
