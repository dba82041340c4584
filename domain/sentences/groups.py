"""Sentences about how a group fares."""

GROUPS: dict[str, str] = {
    "GROUP_FORECAST": "Sessions, {session}: {number} expected, {away} cannot come; {short}. Call members, or call the session off in time.",
    "GROUP_NOT_CARRIED": "Groups, {group}: on average {average} came to the last four sessions; {short}. Enrol more, or plan its end.",
    "GROUP_ATTENDANCE": "Groups, {group}: {trend} came to the last four sessions. Make it a topic; look at the time, satisfaction, cohesion and structure.",
    "GROUP_LENGTH": "Groups, {group}: {minutes} minutes; for type {type} {shortest} to {longest} are usual. Change Minutes before the group starts, if you like.",
    "GROUP_HOUR": "Groups, {group}: begins at {hour}; {audience} usually can come {suits}. Change Start time before it starts, if you like.",
    "GROUP_SIZE": "Groups, {group}: Maximum is {maximum}; {how} {smallest} to {largest} members work best. Change it before the group starts, if you like.",
    "GROUP_OVER_PAYER": "Groups, {group}: {number} active members, but {payer} pays up to {most} present. Split the group, or its lines may be held.",
    "GROUP_LARGE": "Groups, {group}: {members}; above {largest} a co-facilitator helps. Fill in Co-facilitator, or split the group.",
    "LAUNCH_FEW": "Groups, {group}: begins on {day} with {number} committed; {wanted} are wanted, since one or two may drop. Enrol more, or put it off.",
    "LAUNCH_BELOW_MINIMUM": "Groups, {group}: begins on {day} with {number} committed, below the {least} that can be billed. Do not start yet.",
}
