using FChat.Gateway.Operations;
using FChat.Gateway.RateLimits;
using Microsoft.AspNetCore.SignalR.Protocol;

namespace FChat.Gateway.Hubs;

/// <summary>Reads an invocation once its frame is taken apart, for both hub protocols.</summary>
internal sealed class InvocationReader(LimitOptions limits)
{
    private static readonly Refusal OneArgument = new(ErrorCode.InvalidArgument, "An operation takes one argument, an object.");

    /// <summary>Longest text of an invocation id that is answered.</summary>
    public const int LongestInvocationId = 128;

    /// <summary>An invocation of <paramref name="name"/> with the JSON text of its first argument (empty: none).</summary>
    public Invocation Read(ReadOnlySpan<char> name, ReadOnlySpan<byte> argument, int argumentCount, bool expectsAnswer)
    {
        if (OperationTable.FindOnHub(name) is not { } operation)
        {
            return new Invocation { Refusal = ArgumentRefusals.UnknownOperation, ExpectsAnswer = expectsAnswer };
        }

        var refusal = ArgumentReader.Read(operation, argument, limits, out var arguments);
        return new Invocation
        {
            Operation = operation,
            Arguments = arguments,
            Refusal = argumentCount > 1 ? OneArgument : refusal,
            ExpectsAnswer = expectsAnswer,
        };
    }

    /// <summary>An invocation that cannot be read but for its id; without one nobody hears of it.</summary>
    public static HubMessage Malformed(string? invocationId) =>
        new Invocation { Refusal = ArgumentRefusals.NotAnObject, ExpectsAnswer = invocationId is not null }.ToMessage(invocationId);
}
