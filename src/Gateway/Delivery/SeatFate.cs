namespace FChat.Gateway.Delivery;

/// <summary>What becomes of a seat once nothing is under way for it.</summary>
internal enum SeatFate
{
    /// <summary>The device is in the call, or another request for it is under way.</summary>
    Stands,

    /// <summary>The call has not let the device in.</summary>
    NeverGiven,

    /// <summary>An event that follows the answer took it away.</summary>
    Taken,
}
