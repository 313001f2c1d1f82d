using Microsoft.Extensions.Logging;

namespace FChat.Media.Janus;

internal static partial class JanusLog
{
    [LoggerMessage(LogLevel.Information, "Media server {Node} is there")]
    public static partial void NodeUp(ILogger log, string node);

    [LoggerMessage(LogLevel.Warning, "Media server {Node} is lost, with {Rooms} calls: {Reason}")]
    public static partial void NodeLost(ILogger log, string node, int rooms, string reason);

    [LoggerMessage(LogLevel.Warning, "Media server {Node} can not be used, and is tried again and again: {Reason}")]
    public static partial void NodeAway(ILogger log, string node, string reason);

    [LoggerMessage(LogLevel.Error, "Media server {Node} does not let this silo in. Compare {Setting} with its configuration: {Reason}")]
    public static partial void NodeRefuses(ILogger log, string node, string setting, string reason);

    [LoggerMessage(LogLevel.Information, "Call {Call}, generation {Generation}, has room {Room} on media server {Node}")]
    public static partial void RoomPlaced(ILogger log, string call, long generation, long room, string node);

    [LoggerMessage(LogLevel.Warning, "Call {Call}, generation {Generation}, was refused by media server {Node}: {Reason}")]
    public static partial void RoomRefused(ILogger log, string call, long generation, string node, string reason);

    [LoggerMessage(LogLevel.Warning, "Call {Call} lost its room on media server {Node}: {Reason}")]
    public static partial void RoomLost(ILogger log, string call, string node, string reason);

    [LoggerMessage(LogLevel.Warning, "Call {Call} is estimated at {Megabits} Mbit/s, more than media server {Node} is said to carry ({Weight}). It is placed whole: calls are not spread over servers")]
    public static partial void PlacedWhole(ILogger log, string call, long megabits, string node, int weight);

    [LoggerMessage(LogLevel.Error, "Media server {Node} is left and connected to again: this silo failed at it")]
    public static partial void NodeFailed(ILogger log, string node, Exception failure);

    [LoggerMessage(LogLevel.Error, "The connection to media server {Node} is given up: this silo failed at it")]
    public static partial void LinkFailed(ILogger log, string node, Exception failure);

    [LoggerMessage(LogLevel.Error, "Somebody who was told that media servers changed failed")]
    public static partial void ChangedFailed(ILogger log, Exception failure);

    [LoggerMessage(LogLevel.Warning, "The settings of media servers changed and can not be used; what they were stays: {Reason}")]
    public static partial void SettingsRefused(ILogger log, string reason);

    [LoggerMessage(LogLevel.Warning, "Media of call {Call} never came up on media server {Node} ({What}): {Reason}")]
    public static partial void NeverUp(ILogger log, string call, string node, string what, string reason);

    [LoggerMessage(LogLevel.Information, "Room {Room} on media server {Node} was empty and nobody's, and is taken away")]
    public static partial void OrphanSwept(ILogger log, long room, string node);
}
