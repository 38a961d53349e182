/** English function words: they carry no topic, so ranking and phrases pass over them. */

const words = `a about above across after again against all almost also although always am among an and any anyone
anything are around as at back be became because been before behind being below between both but by can cannot could
did do does doing done down due during each either else enough etc even ever every everything few first for former
from further get give go had has have having he hence her here hers herself him himself his how however i ie if in
indeed into is it its itself just last least less made many may me might mine more most mostly much must my myself no
nor not now of often on once one only or other others our ours ourselves out over own per perhaps please put rather re
same see seem several she should since so some still such take than that the their them themselves then there thereby
therefore these they they'd this through throughout thus to together too toward towards two under until up upon us very
via was we well were what whatever when where whether which while who whole whom whose why will with within without
would yet you your yours yourself yourselves`;

export const stopWords: ReadonlySet<string> = new Set(words.split(/\s+/));
