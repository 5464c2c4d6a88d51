using System.Net;
using System.Net.Sockets;
using Huimin.Platform;

namespace Huimin.Web.Commands;

/// <summary>Whether a port is free, asked before long work that would end in nothing.</summary>
internal static class PortProbe
{
    /// <exception cref="CannotRunException">It is in use, or no port.</exception>
    public static void Require(int port)
    {
        if (port is < 1 or > 65535)
            throw new CannotRunException($"{port} is not a port; give a number from 1 to 65535.");
        using var listener = new TcpListener(IPAddress.Loopback, port);
        try
        {
            listener.Start();
        }
        catch (SocketException e)
        {
            throw new CannotRunException($"Port {port} is in use. Stop the other program, or choose another port with --port.", e);
        }
    }
}
