using Huimin.Platform.Regions;
using Huimin.Platform.Ui;

namespace Huimin.Platform.Accounts;

/// <summary>Words of the account pages.</summary>
public static class AccountWords
{
    extension(Words words)
    {
        /// <summary>Why a session is over.</summary>
        public string Why(SessionEnd end) => end switch
        {
            SessionEnd.SignedOut => words["已退出"],
            SessionEnd.Idle => words["太久没用，已退出"],
            SessionEnd.TooLong => words["满时限，已退出"],
            SessionEnd.EndedElsewhere => words["从别处退出"],
            SessionEnd.EndedByAdministrator => words["管理员结束"],
            SessionEnd.CredentialsChanged => words["密码或验证方式已改"],
            SessionEnd.Disabled => words["账号停用"],
            _ => words["重新登录"],
        };

        /// <summary>The level of a region.</summary>
        public string Level(RegionLevel level) => level switch
        {
            RegionLevel.City => words["市级"],
            RegionLevel.County => words["县级"],
            RegionLevel.Township => words["乡镇级"],
            _ => words["村级"],
        };
    }
}
