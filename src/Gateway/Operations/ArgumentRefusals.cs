namespace FChat.Gateway.Operations;

/// <summary>What the door says of a request that it cannot read.</summary>
internal static class ArgumentRefusals
{
    /// <summary>The request's text is no JSON object.</summary>
    public static Refusal NotAnObject { get; } = new(ErrorCode.InvalidArgument, "The argument must be one JSON object.");

    /// <summary>No such operation.</summary>
    public static Refusal UnknownOperation { get; } = new(ErrorCode.InvalidArgument, "There is no such operation.");

    /// <summary>A field that must be there is not.</summary>
    public static Refusal Missing(Field field) => Refusal.Invalid(field.Name, $"{field.Name} is required.");

    /// <summary>A field is of another kind, or out of its bounds.</summary>
    public static Refusal IllTyped(Field field) => Refusal.Invalid(field.Name, $"{field.Name} must be {field.Kind.Description}.");

    /// <summary>More bytes than allowed.</summary>
    public static Refusal TooLarge(int limit) => new(ErrorCode.PayloadTooLarge, $"At most {limit} bytes are allowed.") { Limit = limit };
}
