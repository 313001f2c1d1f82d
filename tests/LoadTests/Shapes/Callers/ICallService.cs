using FChat.LoadTests.Measuring;

namespace FChat.LoadTests.Shapes.Callers;

/// <summary>How people come into calls on a kind of server.</summary>
public interface ICallService : IDisposable
{
    /// <summary>Whether signals can be answered.</summary>
    bool HasAnswers { get; }

    /// <summary>Whether whoever changes something is told of it, too.</summary>
    bool TellsTheChanger { get; }

    /// <summary>Connects one user.</summary>
    Task<ICaller> ConnectAsync(Uri server, string user, ICallSeat seat, Faults faults, CancellationToken stop);

    /// <summary>Makes a call that all of these may join, the first one its caller; nobody is in it yet. Gives its id.</summary>
    /// <param name="rung">How many know of it by a ring, where calls ring.</param>
    Task<string> BeginAsync(IReadOnlyList<ICaller> people, int rung, CancellationToken stop);
}
