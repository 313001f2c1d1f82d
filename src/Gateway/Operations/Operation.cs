using System.Collections.Immutable;

namespace FChat.Gateway.Operations;

/// <summary>What an operation does to the service, and who may ask for it.</summary>
[Flags]
internal enum Access
{
    /// <summary>Changes something; anybody with a token.</summary>
    Write = 0,

    /// <summary>Changes nothing: by HTTP also with GET.</summary>
    Read = 1,

    /// <summary>Only with the role <c>ops</c>.</summary>
    Operator = 2,

    /// <summary>Relays a signal: has an allowance of its own.</summary>
    Signal = 4,

    /// <summary>Adds something: done twice, unless it has a <c>command_id</c>, it adds two.</summary>
    Adds = 8,
}

/// <summary>Does an operation for a caller.</summary>
internal delegate ValueTask<Answer> OperationHandler(DoorRequest request, Arguments arguments);

/// <summary>One entry of the table that both doors, the OpenAPI page and the tests are made from.</summary>
internal sealed class Operation
{
    public Operation(string name, Access access, ImmutableArray<Field> fields, Type? data, OperationHandler handler)
    {
        Name = name;
        Access = access;
        Data = data;
        Handler = handler;
        Fields = access.HasFlag(Access.Read) ? [.. fields, Operations.Fields.TraceParent] : [.. fields, Operations.Fields.Command, Operations.Fields.TraceParent];
    }

    /// <summary>The wire name.</summary>
    public string Name { get; }

    /// <summary>What it does and who may.</summary>
    public Access Access { get; }

    /// <summary>The fields of its argument, those of every operation included.</summary>
    public ImmutableArray<Field> Fields { get; }

    /// <summary>The type of its data; null: <c>{}</c>.</summary>
    public Type? Data { get; }

    /// <summary>What does it.</summary>
    public OperationHandler Handler { get; }

    /// <summary>Whether it changes nothing.</summary>
    public bool IsRead => (Access & Access.Read) != 0;

    /// <summary>Whether it needs the role <c>ops</c>.</summary>
    public bool IsForOperators => (Access & Access.Operator) != 0;

    /// <summary>Whether it relays a signal.</summary>
    public bool IsSignal => (Access & Access.Signal) != 0;

    /// <summary>Whether doing it twice is more than doing it once.</summary>
    public bool Adds => (Access & Access.Adds) != 0;
}
